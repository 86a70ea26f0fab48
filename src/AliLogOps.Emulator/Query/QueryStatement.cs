namespace AliLogOps.Emulator.Query;

/// <summary>A query cut at its first bar: the search part, and the analytic part after it.</summary>
/// <param name="Search">What the search grammar reads.</param>
/// <param name="Analytics">Text after the bar, or null without a bar.</param>
internal readonly record struct QueryStatement(string Search, string? Analytics)
{
    private const string PackMetaCommand = "with_pack_meta";

    /// <summary>What follows the bar only asks for the ids by which a context is found: no SQL.</summary>
    public bool WithPackMeta => Analytics?.Trim().Equals(PackMetaCommand, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The SQL part, or null without one.</summary>
    public string? Sql => WithPackMeta ? null : Analytics;

    /// <summary>Cuts at the first bar that is neither in quotes nor escaped.</summary>
    public static QueryStatement Split(string query)
    {
        bool quoted = false;
        for (int i = 0; i < query.Length; i++)
        {
            char c = query[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == '|' && !quoted)
            {
                return new(query[..i], query[(i + 1)..]);
            }
        }
        return new(query, null);
    }
}
