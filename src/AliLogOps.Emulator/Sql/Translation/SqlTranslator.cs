using System.Globalization;
using System.Text.RegularExpressions;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>
/// Resolves a statement against the logstores it may name and turns it into SQLite's language. Names become numbers, types
/// are checked as the service checks them, and only what this class writes reaches SQLite.
/// </summary>
/// <param name="evaluate">Works out an expression that names no column; null if that fails, or if it is null.</param>
/// <param name="now">The moment of the statement.</param>
internal sealed partial class SqlTranslator(
    LogCatalog catalog, Func<TypedSql, IReadOnlyCollection<UsedFunction>, object?> evaluate, DateTimeOffset now)
{
    /// <summary>Operands of operands; the parser bounds what is nested by the writer, this bounds long chains.</summary>
    private const int MaxDepth = 400;

    private const string NoLogstore = "FROM is missing: a statement over a project names the logstores it reads";

    private readonly Dictionary<LogSource, UsedLog> _logs = [];
    private readonly Dictionary<(SqlFunction Function, bool IsTry), UsedFunction> _functions = [];
    private int _relations;
    private int _depth;
    private bool _try;
    private bool _inAggregate;
    private bool _inWindow;

    /// <exception cref="SqlRefusedException">The statement is wrong.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    public static SqlStatement Translate(
        SqlQuery query, LogCatalog catalog, Func<TypedSql, IReadOnlyCollection<UsedFunction>, object?> evaluate, DateTimeOffset now)
    {
        SqlTranslator translator = new(catalog, evaluate, now);
        if (catalog.Default is { } own)
        {
            translator.Use(own).Use(own.Search.Range);
        }
        Translated result = translator.TranslateQuery(query, new Dictionary<string, CommonRelation>(StringComparer.OrdinalIgnoreCase), outermost: true);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (OutputColumn column in result.Columns)
        {
            if (!names.Add(column.Name))
            {
                throw Semantic(query.Position, $"Column name '{column.Name}' specified more than once: give one of them an alias");
            }
        }
        return translator._logs.Count > 0
            ? new SqlStatement(result.Text, result.Columns, [.. translator._logs.Values.Select(log => log.Finish())], translator._functions.Values)
            : throw Semantic(query.Position, NoLogstore);
    }

    private UsedLog Use(LogSource source)
    {
        if (!_logs.TryGetValue(source, out UsedLog? used))
        {
            used = new UsedLog(source, _logs.Count);
            _logs.Add(source, used);
        }
        return used;
    }

    /// <param name="outermost">The limit of the service applies.</param>
    private Translated TranslateQuery(SqlQuery query, IReadOnlyDictionary<string, CommonRelation> outer, bool outermost)
    {
        Enter(query.Position);
        Dictionary<string, CommonRelation> commons = new(outer, StringComparer.OrdinalIgnoreCase);
        List<string> with = [];
        foreach (CommonTable common in query.With)
        {
            with.Add(AddCommon(common, commons));
        }
        if (outermost && query.Limit > SqlLimits.MaxRows)
        {
            throw Semantic(query.Position, Text($"LIMIT {query.Limit} is more than the {SqlLimits.MaxRows} rows that a statement may ask for"));
        }
        long? limit = query.Limit ?? (outermost ? SqlLimits.DefaultRows : null);
        Translated body = query.Body switch
        {
            SelectBody select => TranslateSelect(select, query.OrderBy, commons),
            _ => OrderOutput(TranslateBody(query.Body, commons), query.OrderBy),
        };
        string text = (with.Count > 0 ? $"WITH {string.Join(", ", with)} " : "") + body.Text;
        if (limit is not null || query.Offset > 0)
        {
            text += Text($" LIMIT {limit ?? -1} OFFSET {query.Offset}");
        }
        _depth--;
        return new Translated(text, body.Columns);
    }

    private string AddCommon(CommonTable common, Dictionary<string, CommonRelation> commons)
    {
        Translated query = TranslateQuery(common.Query, commons, outermost: false);
        IReadOnlyList<OutputColumn> columns = Rename(common.Position, query.Columns, common.Columns);
        string name = NewName("w");
        commons[common.Name] = new CommonRelation(name, columns);
        return $"{name}({Names(columns.Count)}) AS ({query.Text})";
    }

    private Translated TranslateBody(QueryBody body, IReadOnlyDictionary<string, CommonRelation> commons)
    {
        Enter(body.Position);
        Translated result = body switch
        {
            SelectBody select => TranslateSelect(select, [], commons),
            NestedBody nested => TranslateQuery(nested.Query, commons, outermost: false),
            SetBody set => TranslateSet(set, commons),
            _ => throw new InvalidOperationException($"{body.GetType().Name} has no translation."),
        };
        _depth--;
        return result;
    }

    private Translated TranslateSet(SetBody set, IReadOnlyDictionary<string, CommonRelation> commons)
    {
        Translated left = TranslateBody(set.Left, commons);
        Translated right = TranslateBody(set.Right, commons);
        string name = set.Operator.ToUpperInvariant();
        if (left.Columns.Count != right.Columns.Count)
        {
            throw Semantic(set.Position, Text($"{name} query has different number of fields: {left.Columns.Count}, {right.Columns.Count}"));
        }
        List<OutputColumn> columns = [];
        for (int i = 0; i < left.Columns.Count; i++)
        {
            SqlType type = SqlType.Common(left.Columns[i].Type, right.Columns[i].Type)
                ?? throw Semantic(set.Position, Text($"column {i + 1} in {name} query has incompatible types: {left.Columns[i].Type}, {right.Columns[i].Type}"));
            columns.Add(new OutputColumn(left.Columns[i].Name, type));
        }
        return new Translated($"{SelectAs(left, columns)} {name} {SelectAs(right, columns)}", columns);
    }

    private static string SelectAs(Translated query, List<OutputColumn> columns)
    {
        IEnumerable<string> items = columns.Select((column, i) =>
            Coerce(new TypedSql(Text($"o{i}"), query.Columns[i].Type), column.Type)!.Value.Text + Text($" AS o{i}"));
        return $"SELECT {string.Join(", ", items)} FROM ({query.Text})";
    }

    /// <summary>Orders a body that is no plain select: only columns of its result can be named.</summary>
    private Translated OrderOutput(Translated body, IReadOnlyList<OrderItem> order)
    {
        if (order.Count == 0)
        {
            return body.Text.StartsWith("SELECT ", StringComparison.Ordinal) ? body : new Translated($"SELECT * FROM ({body.Text})", body.Columns);
        }
        string name = NewName("t");
        SqlScope scope = new();
        scope.Relations.Add(new ListRelation(null, ScopeColumns(name, body.Columns)));
        List<string> keys = [.. order.Select(item => OrderKey(item, OrderText(item, scope, body.Columns.Count)))];
        return new Translated($"SELECT * FROM ({body.Text}) AS {name} ORDER BY {string.Join(", ", keys)}", body.Columns);
    }

    private string OrderText(OrderItem item, SqlScope scope, int columns)
    {
        return item.Expression is LiteralExpression { Value: long ordinal }
            ? Ordinal(item.Expression.Position, ordinal, columns).ToString(CultureInfo.InvariantCulture)
            : KeyText(TranslateExpression(item.Expression, scope).Text);
    }

    /// <summary>
    /// A key of GROUP BY or ORDER BY. SQLite takes a number for a place in the result, and much that has no column turns
    /// into a number; a call is never taken for one.
    /// </summary>
    private static string KeyText(string text)
    {
        return ColumnText().IsMatch(text) ? text : $"coalesce({text}, NULL)";
    }

    [GeneratedRegex(@"^[a-z]\d+\.\w+$", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnText();

    private static long Ordinal(int position, long ordinal, int columns)
    {
        return ordinal >= 1 && ordinal <= columns
            ? ordinal
            : throw Semantic(position, Text($"ORDER BY position {ordinal} is not in select list"));
    }

    /// <summary>Nulls come last unless told otherwise, in whatever direction.</summary>
    private static string OrderKey(OrderItem item, string text)
    {
        return $"{text}{(item.Descending ? " DESC" : "")} NULLS {(item.NullsFirst == true ? "FIRST" : "LAST")}";
    }

    private static List<OutputColumn> Rename(int position, IReadOnlyList<OutputColumn> columns, IReadOnlyList<string> names)
    {
        if (names.Count > 0 && names.Count != columns.Count)
        {
            throw Semantic(position, Text($"Column alias list has {names.Count} entries but the relation has {columns.Count} columns"));
        }
        return [.. columns.Select((column, i) => names.Count > 0 ? column with { Name = names[i] } : column)];
    }

    private static List<ScopeColumn> ScopeColumns(string relation, IReadOnlyList<OutputColumn> columns)
    {
        return [.. columns.Select((column, i) => new ScopeColumn(column.Name, Text($"{relation}.o{i}"), column.Type))];
    }

    private static string Names(int count)
    {
        return string.Join(", ", Enumerable.Range(0, count).Select(i => Text($"o{i}")));
    }

    private string NewName(string prefix)
    {
        return Text($"{prefix}{_relations++}");
    }

    private void Enter(int position)
    {
        if (++_depth > MaxDepth)
        {
            throw new SqlRefusedException(SqlRefusedException.Syntax, position, Text($"the statement is nested deeper than {MaxDepth} levels"));
        }
    }

    private static SqlRefusedException Semantic(int position, string message)
    {
        return new SqlRefusedException(SqlRefusedException.Semantic, position, message);
    }

    private static string Text(FormattableString text)
    {
        return text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A translated query; its columns are called o0, o1 and so on.</summary>
    private sealed record Translated(string Text, IReadOnlyList<OutputColumn> Columns);

    /// <summary>A common table that later ones may name.</summary>
    private sealed record CommonRelation(string Name, IReadOnlyList<OutputColumn> Columns);
}
