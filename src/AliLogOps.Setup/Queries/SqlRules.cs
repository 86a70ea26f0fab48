using System.Globalization;

namespace AliLogOps.Setup.Queries;

/// <summary>What the SQL part asks of the index and of the service.</summary>
internal static class SqlRules
{
    private const long MostRows = 1_000_000;
    private static readonly HashSet<string> s_aggregates = new(StringComparer.OrdinalIgnoreCase)
    {
        "count", "count_if", "sum", "avg", "min", "max", "min_by", "max_by", "arbitrary", "checksum", "geometric_mean", "approx_distinct", "approx_percentile", "numeric_histogram",
        "stddev", "stddev_pop", "variance", "corr", "bitwise_and_agg", "bitwise_or_agg", "array_agg", "map_agg",
    };

    public static QueryFinding? Syntax(QueryCheckInput input)
    {
        if (LogQueryText.HasScript(input.Query))
        {
            return new(CheckStatus.Skipped, "What follows the bar is a script (SPL), which only the service checks.");
        }

        if (Tokens(input) is not { } tokens)
        {
            return null;
        }

        List<string> problems = [];
        if (input.Mode.Equals("query", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add("The logstore's mode is 'query', which has no SQL.");
        }

        if (tokens.Count == 0)
        {
            problems.Add("There is nothing behind the bar; write SQL there, or leave the bar out.");
        }
        else if (!(tokens[0].Is("select") || tokens[0].Is("with") || tokens[0].Is("set") || tokens[0].Is("(")))
        {
            problems.Add(SearchSyntax.At($"'{tokens[0].Text}'", tokens[0].Position, "cannot begin SQL; it begins with SELECT or WITH."));
        }

        Stack<SqlToken> open = new();
        foreach (SqlToken token in tokens)
        {
            if (token.Kind == SqlTokenKind.Broken)
            {
                problems.Add(SearchSyntax.At("The quote", token.Position, "is never closed."));
            }
            else if (token.Is("("))
            {
                open.Push(token);
            }
            else if (token.Is(")") && !open.TryPop(out _))
            {
                problems.Add(SearchSyntax.At("The bracket ')'", token.Position, "closes nothing."));
            }
        }

        problems.AddRange(open.Select(token => SearchSyntax.At("The bracket '('", token.Position, "is never closed.")));
        return QueryFinding.Of(problems, "It looks well formed.");
    }

    public static QueryFinding? Columns(QueryCheckInput input)
    {
        if (Tokens(input) is not { } tokens || input.Index is not { } index)
        {
            return null;
        }

        List<string> problems = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (SqlToken column in SqlColumns.Find(tokens).Where(column => seen.Add(column.Text)))
        {
            LogIndexKey? key = index.Keys.FirstOrDefault(pair => pair.Key.Equals(column.Text, StringComparison.OrdinalIgnoreCase) || pair.Value.Alias.Equals(column.Text, StringComparison.OrdinalIgnoreCase)).Value;
            if (key is { DocValue: false })
            {
                problems.Add(SearchSyntax.At($"'{column.Text}'", column.Position, "is indexed without analytics."));
            }
            else if (key is null)
            {
                problems.Add(SearchSyntax.At($"'{column.Text}'", column.Position, Hyphenated(tokens, column, index) is { } whole ? $"is no column; write \"{whole}\" in double quotes." : "is not indexed."));
            }
        }

        return QueryFinding.Of(problems, seen.Count == 0 ? "No columns of the logs are used." : string.Join(", ", seen) + ".");
    }

    public static QueryFinding? Limit(QueryCheckInput input)
    {
        if (Tokens(input) is not { } tokens)
        {
            return null;
        }

        int limit = SqlToken.FindLimit(tokens);
        if (limit >= 0)
        {
            // LIMIT n, or LIMIT offset, n
            int number = limit + 3 < tokens.Count && tokens[limit + 2].Is(",") ? limit + 3 : limit + 1;
            return number < tokens.Count && long.TryParse(tokens[number].Text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows)
                ? new(rows > MostRows ? CheckStatus.Fail : CheckStatus.Pass, string.Create(CultureInfo.InvariantCulture, $"At most {rows} rows."))
                : new(CheckStatus.Fail, SearchSyntax.At("LIMIT", tokens[limit].Position, "has no number behind it."));
        }

        bool isOneRow = !tokens.Exists(token => token.Is("group")) && tokens.Exists(token => token.Kind == SqlTokenKind.Word && s_aggregates.Contains(token.Text));
        return isOneRow ? QueryFinding.Pass("Aggregates without GROUP BY make one row.") : new(CheckStatus.Warning, "There is no LIMIT: 100 rows at most.");
    }

    private static List<SqlToken>? Tokens(QueryCheckInput input) =>
        LogQueryText.SqlPart(input.Query) is { } sql ? SqlToken.Split(sql.Text, sql.Position) : null;

    // app-name without quotes reads as app minus name
    private static string? Hyphenated(List<SqlToken> tokens, SqlToken column, LogIndex index)
    {
        int at = tokens.IndexOf(column);
        foreach (string key in index.Keys.Keys.Where(key => key.Contains('-', StringComparison.Ordinal)))
        {
            string[] parts = key.Split('-');
            int part = Array.FindIndex(parts, text => text.Equals(column.Text, StringComparison.OrdinalIgnoreCase));
            int first = at - (2 * part);
            if (part < 0 || first < 0 || first + (2 * parts.Length) - 1 > tokens.Count)
            {
                continue;
            }

            if (Enumerable.Range(0, parts.Length).All(n => tokens[first + (2 * n)].Is(parts[n]) && (n == 0 || tokens[first + (2 * n) - 1].Is("-"))))
            {
                return key;
            }
        }

        return null;
    }
}
