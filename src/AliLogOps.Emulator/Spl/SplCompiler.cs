using System.IO.Enumeration;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Spl;

/// <summary>Makes commands ready to be run.</summary>
internal static class SplCompiler
{
    /// <summary>The stage of a command; the schema goes on to what it is behind the command.</summary>
    /// <exception cref="SqlRefusedException">An expression is wrong.</exception>
    /// <exception cref="SqlNotBuiltException">An expression uses what is not built.</exception>
    public static SplStage Compile(SplCommand command, SplSchema schema)
    {
        return command switch
        {
            WhereCommand where => new WhereStage(SqlTranslator.TranslateCondition(where.Condition, schema.TypeOf)),
            ExtendCommand extend => Extend(extend.Fields, extend.Values, schema),
            ProjectCommand project => Fields(Project(project), project.Renamed, schema),
            ProjectAwayCommand away => Fields(Not(Any(away.Fields, away.IsWildcard)), [], schema),
            ProjectRenameCommand rename => Fields(null, rename.Renamed, schema),
            LimitCommand limit => new LimitStage(limit.Count),
            ParseJsonCommand json => new ParseJsonStage(json, IsText(schema)),
            ParseRegexpCommand regexp => ParseRegexp(regexp, schema),
            ParseKvCommand kv => new ParseKvStage(kv, IsText(schema)),
            ParseCsvCommand csv => new ParseCsvStage(csv, IsText(schema)),
            _ => throw new InvalidOperationException($"{command.GetType().Name} has no stage."),
        };
    }

    private static ExtendStage Extend(IReadOnlyList<string> fields, IReadOnlyList<SqlExpression> values, SplSchema schema)
    {
        SqlStatement statement = SqlTranslator.TranslateValues(values, schema.TypeOf);
        List<SqlType> types = [.. statement.Columns.Select(column => column.Type.Kind == SqlKind.Unknown ? SqlType.Varchar : column.Type)];
        for (int i = 0; i < fields.Count; i++)
        {
            schema.Set(fields[i], types[i]);
        }
        return new ExtendStage(fields, types, statement);
    }

    private static FieldsStage Fields(Predicate<string>? keeps, IReadOnlyList<SplRename> renamed, SplSchema schema)
    {
        if (keeps is not null)
        {
            schema.Keep(keeps);
        }
        schema.Rename(renamed);
        return new FieldsStage(keeps, renamed);
    }

    /// <summary>Tells the fields that are texts here, while the schema goes on with the script.</summary>
    private static Predicate<string> IsText(SplSchema schema)
    {
        HashSet<string> others = [.. schema.OtherThanText()];
        return field => !others.Contains(field) && !SplNames.IsTime(field);
    }

    private static ParseRegexpStage ParseRegexp(ParseRegexpCommand regexp, SplSchema schema)
    {
        // nothing is extracted from what is no text, and no text overwrites what is none
        IEnumerable<string> outputs = schema.IsText(regexp.Field) ? regexp.Outputs : [];
        return new ParseRegexpStage(regexp.Field, regexp.Pattern, [.. outputs.Select(output => schema.IsText(output) ? output : null)]);
    }

    private static Predicate<string> Project(ProjectCommand project)
    {
        Predicate<string> kept = Any(project.Kept, project.IsWildcard);
        HashSet<string> renamed = [.. project.Renamed.Select(rename => rename.Old)];
        return field => renamed.Contains(field) || kept(field);
    }

    /// <param name="isWildcard">A <c>*</c> in a name stands for any run of characters; nothing else does.</param>
    private static Predicate<string> Any(IReadOnlyList<string> names, bool isWildcard)
    {
        HashSet<string> exact = [.. names];
        if (!isWildcard)
        {
            return exact.Contains;
        }
        string[] patterns = [.. exact.Select(name => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal))];
        return field => Array.Exists(patterns, pattern => FileSystemName.MatchesSimpleExpression(pattern, field, ignoreCase: false));
    }

    private static Predicate<string> Not(Predicate<string> fits)
    {
        return field => !fits(field);
    }
}
