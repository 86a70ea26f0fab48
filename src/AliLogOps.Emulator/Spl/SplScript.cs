using System.IO.Enumeration;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Spl;

/// <summary>A script that has been read and checked, for one run over logs.</summary>
internal sealed class SplScript : IDisposable
{
    /// <summary>Logs between two looks at the limits.</summary>
    private const int LogsBetweenLooks = 256;

    private readonly List<SplStage> _stages = [];
    private SqlRun? _run;
    private int _count;

    private SplScript()
    {
    }

    /// <summary>It takes out logs and changes none.</summary>
    public bool IsFilter => _stages.TrueForAll(stage => stage.IsFilter);

    /// <summary>No further log gets through.</summary>
    public bool IsDone => _stages.Exists(stage => stage.IsDone);

    /// <summary>Reads what follows the first bar.</summary>
    /// <param name="text">Null without a bar: every log stays as it is.</param>
    /// <exception cref="SqlRefusedException">The script is wrong.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    public static SplScript Compile(string? text, SplUse use)
    {
        SplScript script = new();
        SplSchema schema = new();
        foreach ((string name, SplCommand command) in text is null ? [] : SplParser.Parse(text, use))
        {
            try
            {
                script._stages.Add(Compile(command, schema));
            }
            catch (SqlRefusedException e)
            {
                throw SplParser.Named(name, e.Kind != SqlRefusedException.Column ? e : new SqlRefusedException(
                    e.Kind, e.Position, "a field has no relation before it: a name with a point must be in double quotes"));
            }
        }
        return script;
    }

    /// <summary>Makes everything ready.</summary>
    public void Start(SqlRun run)
    {
        _run = run;
        _stages.ForEach(stage => stage.Start(run));
    }

    /// <summary>Leads one log through the commands, which change it.</summary>
    /// <exception cref="SqlRefusedException">The time or the memory is used up.</exception>
    /// <exception cref="OperationCanceledException">Whoever asked has gone.</exception>
    public SplOutcome Apply(SplRecord record)
    {
        if (++_count % LogsBetweenLooks == 0)
        {
            CheckLimits();
        }
        foreach (SplStage stage in _stages)
        {
            SplOutcome outcome = stage.Apply(record);
            if (outcome != SplOutcome.Kept)
            {
                return outcome;
            }
        }
        return SplOutcome.Kept;
    }

    /// <inheritdoc cref="Apply" path="/exception"/>
    public void CheckLimits()
    {
        if (!_run!.MayGoOn(0))
        {
            _run.ThrowIfCanceled();
            throw new SqlRefusedException(SqlRefusedException.Runtime, -1, _run.Exceeded!);
        }
    }

    /// <summary>Counts bytes that are kept for the answer.</summary>
    /// <exception cref="SqlRefusedException">There are too many of them.</exception>
    public void Hold(long bytes)
    {
        try
        {
            _run!.Hold(bytes);
        }
        catch (SqlValueException e)
        {
            throw new SqlRefusedException(SqlRefusedException.Runtime, -1, e.Message);
        }
    }

    public void Dispose()
    {
        _stages.ForEach(stage => stage.Dispose());
    }

    private static SplStage Compile(SplCommand command, SplSchema schema)
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
