namespace AliLogOps.Setup.Queries;

/// <summary>What can be told about a query without asking the service: whether rows are logs or SQL results, and whether it limits them.</summary>
/// <remarks>Log Service API: "Search syntax" (quotes, the bar), "Analysis grammar/LIMIT clause" (100 rows without LIMIT).</remarks>
internal static class LogQueryText
{
    /// <summary>Rows the service gives to SQL that has no LIMIT of its own.</summary>
    public const int DefaultSqlRows = 100;

    private const string PackMeta = "with_pack_meta";

    /// <summary>True when a bar outside of double quotes is followed by more than the pseudo command that adds pack ids.</summary>
    public static bool HasSql(string query)
    {
        var bar = FindBar(query);
        return bar >= 0 && !query.AsSpan(bar + 1).Trim().Equals(PackMeta, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the SQL part has a LIMIT of its own: not in quotes, a comment or a subquery.</summary>
    public static bool HasLimit(string query) =>
        SqlPart(query) is { } sql && SqlToken.Split(sql.Text, sql.Position) is var tokens && SqlToken.FindLimit(tokens) is var limit and >= 0
        && limit + 1 < tokens.Count && tokens[limit + 1].Kind == SqlTokenKind.Number;

    /// <summary>The search part.</summary>
    public static string SearchPart(string query) => FindBar(query) is var bar && bar >= 0 ? query[..bar] : query;

    /// <summary>The SQL part and where it begins; null without one.</summary>
    public static (string Text, int Position)? SqlPart(string query) => HasSql(query) ? (query[(FindBar(query) + 1)..], FindBar(query) + 1) : null;

    private static int FindBar(string query)
    {
        var quoted = false;
        for (var position = 0; position < query.Length; position++)
        {
            switch (query[position])
            {
                case '\\' when quoted:
                    position++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '|' when !quoted:
                    return position;
                default:
                    break;
            }
        }

        return -1;
    }
}
