namespace AliLogOps.Setup.Queries;

/// <summary>
/// The columns SQL reads from logs, as far as that shows without a full parser: names that are no keyword, function, table or alias.
/// In doubt a name is taken for none, so that what is reported is wrong indeed.
/// </summary>
internal static class SqlColumns
{
    private static readonly HashSet<string> s_ownColumns = new(StringComparer.OrdinalIgnoreCase) { "__time__", "__topic__", "__source__", "__date__", "__time_ns_part__", "log" };

    private static readonly HashSet<string> s_keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "from", "where", "group", "by", "order", "having", "limit", "as", "and", "or", "not", "in", "is", "null", "like", "between", "case", "when", "then", "else", "end",
        "distinct", "asc", "desc", "union", "all", "any", "some", "join", "left", "right", "inner", "outer", "full", "cross", "on", "using", "with", "recursive", "over", "partition", "rows", "range",
        "unbounded", "preceding", "following", "current", "row", "interval", "cast", "try_cast", "true", "false", "escape", "exists", "extract", "offset", "values", "unnest", "ordinality",
        "nulls", "first", "last", "set", "session", "filter", "within", "except", "intersect", "if", "at", "time", "zone", "grouping", "sets", "cube", "rollup", "fetch", "next", "only", "array", "map",
        "varchar", "char", "bigint", "integer", "int", "smallint", "tinyint", "double", "real", "decimal", "boolean", "date", "timestamp", "json", "varbinary",
        "second", "minute", "hour", "day", "week", "month", "quarter", "year", "millisecond",
        "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
    };

    public static IEnumerable<SqlToken> Find(List<SqlToken> tokens)
    {
        HashSet<string> aliases = new(StringComparer.OrdinalIgnoreCase);
        List<SqlToken> names = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            SqlToken token = tokens[i];
            if (token.Kind is not (SqlTokenKind.Word or SqlTokenKind.Name) || IsKeyword(token))
            {
                continue;
            }

            SqlToken? before = i > 0 ? tokens[i - 1] : null;
            SqlToken? after = i + 1 < tokens.Count ? tokens[i + 1] : null;
            if (IsAlias(before) || (after is { } next && next.Is("as") && i + 2 < tokens.Count && tokens[i + 2].Is("(")))
            {
                aliases.Add(token.Text);
            }
            else if (IsColumn(before, after, tokens, i))
            {
                names.Add(token);
            }
        }

        return names.Where(name => !aliases.Contains(name.Text) && !s_ownColumns.Contains(name.Text));
    }

    private static bool IsKeyword(SqlToken token) => token.Kind == SqlTokenKind.Word && s_keywords.Contains(token.Text);

    // behind AS, or behind a closed expression without an operator in between
    private static bool IsAlias(SqlToken? before) => before is { } token
        && (token.Is("as") || token.Is(")") || token.Kind is SqlTokenKind.Number or SqlTokenKind.Text or SqlTokenKind.Name || (token.Kind == SqlTokenKind.Word && !s_keywords.Contains(token.Text)) || token.Is("end"));

    private static bool IsColumn(SqlToken? before, SqlToken? after, List<SqlToken> tokens, int at)
    {
        bool isFunction = after is { } open && open.Is("(");
        bool isTable = before is { } word && (word.Is("from") || word.Is("join") || word.Is("set"));
        bool isQualifier = after is { } dot && dot.Is(".");
        bool isMember = before is { } point && point.Is(".");
        bool isLambda = after is { } minus && minus.Is("-") && at + 2 < tokens.Count && tokens[at + 2].Is(">");
        return !isFunction && !isTable && !isQualifier && !isMember && !isLambda;
    }
}
