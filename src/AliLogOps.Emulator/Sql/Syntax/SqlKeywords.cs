namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>Words that are names in double quotes only.</summary>
internal static class SqlKeywords
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "as", "between", "by", "case", "cast", "create", "cross", "delete", "describe", "distinct", "drop", "else", "end",
        "escape", "except", "exists", "extract", "false", "for", "from", "full", "group", "having", "in", "inner", "insert",
        "intersect", "into", "is", "join", "left", "like", "limit", "natural", "not", "null", "on", "or", "order", "outer",
        "right", "select", "table", "then", "true", "union", "unnest", "using", "values", "when", "where", "with",
    };

    /// <summary>Instructions of the pipeline language, which the service also takes after a bar.</summary>
    private static readonly HashSet<string> s_pipeline = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "extend", "project", "project-away", "parse", "parse-json", "parse-regexp", "parse-csv", "parse-kv", "stats", "sort",
        "limit", "expand-values", "pack-fields", "unpack-json", "make-series", "sample", "dedup",
    };

    public static bool IsReserved(string name)
    {
        return s_reserved.Contains(name);
    }

    public static bool IsPipeline(string name)
    {
        return s_pipeline.Contains(name);
    }
}
