using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Queries;

/// <summary>What can be told about a query without asking the service: whether rows are logs or SQL results, and whether it limits them.</summary>
/// <remarks>Log Service API: "Search syntax" (quotes, the bar), "Analysis grammar/LIMIT clause" (100 rows without LIMIT).</remarks>
internal static partial class LogQueryText
{
    /// <summary>Rows the service gives to SQL that has no LIMIT of its own.</summary>
    public const int DefaultSqlRows = 100;

    private const string PackMeta = "with_pack_meta";

    // commands that lead one log after the other through them; what sorts, counts or joins gives one answer, as SQL does
    private static readonly HashSet<string> s_rowCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "extend", "project", "project-away", "project-rename", "parse-json", "parse-regexp", "parse-csv", "parse-kv", "limit",
    };

    /// <summary>True when a bar outside of double quotes is followed by more than the pseudo command that adds pack ids.</summary>
    public static bool HasCommands(string query)
    {
        var bar = FindBar(query);
        return bar >= 0 && !query.AsSpan(bar + 1).Trim().Equals(PackMeta, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when what follows the bar is a script (SPL) whose rows are logs, and are paged as those of a search are.</summary>
    public static bool HasScript(string query) =>
        HasCommands(query) && Commands(query[(FindBar(query) + 1)..]).All(command => s_rowCommands.Contains(Word().Match(command).Value));

    /// <summary>True when what follows the bar gives rows of its own: SQL, or a script that sorts, counts or joins.</summary>
    public static bool HasSql(string query) => HasCommands(query) && !HasScript(query);

    /// <summary>True when the SQL part has a LIMIT of its own: not in quotes, a comment or a subquery.</summary>
    public static bool HasLimit(string query) =>
        SqlPart(query) is { } sql && SqlToken.Split(sql.Text, sql.Position) is var tokens && SqlToken.FindLimit(tokens) is var limit and >= 0
        && limit + 1 < tokens.Count && tokens[limit + 1].Kind == SqlTokenKind.Number;

    /// <summary>The search part.</summary>
    public static string SearchPart(string query) => FindBar(query) is var bar && bar >= 0 ? query[..bar] : query;

    /// <summary>The SQL part and where it begins; null without one.</summary>
    public static (string Text, int Position)? SqlPart(string query) => HasSql(query) ? (query[(FindBar(query) + 1)..], FindBar(query) + 1) : null;

    // two bars join texts, one parts commands
    private static string[] Commands(string script) => Quoted().Replace(script, "''").Replace("||", " ", StringComparison.Ordinal).Split('|');

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

    [GeneratedRegex(@"(?<=^\s*)[A-Za-z]+(-[A-Za-z]+)*(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
