namespace AliLogOps;

/// <summary>One row of a search result. Values are the strings the service sent.</summary>
public sealed record LogRecord
{
    /// <summary>Time of the log in seconds since 1970; null for an SQL row without that column.</summary>
    public long? UnixTime { get; init; }

    /// <summary>Part of the second in nanoseconds, 0 to 999999999; null if the service did not say.</summary>
    public int? Nanosecond { get; init; }

    /// <summary>Time of the log, with the nanoseconds' whole ticks; null for an SQL row without that column.</summary>
    public DateTimeOffset? Time => UnixTime is { } seconds ? WireTime.FromSeconds(seconds, Nanosecond) : null;

    /// <summary>Source (usually the host's address); empty if there is none.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Topic; empty if there is none.</summary>
    public string Topic { get; init; } = string.Empty;

    /// <summary>
    /// All other fields in the order of the answer, tags (<c>__tag__:…</c>) among them. For an SQL row these are all its columns,
    /// <c>__time__</c>, <c>__source__</c> and <c>__topic__</c> included.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The value of a field, or null when the row does not have it. Names are case-sensitive.</summary>
    /// <param name="fieldName">Name of the field.</param>
    public string? GetField(string fieldName)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Key, fieldName, StringComparison.Ordinal))
            {
                return Fields[i].Value;
            }
        }

        return null;
    }

    /// <summary>Time, source and number of fields.</summary>
    public override string ToString() => $"{WireTime.ToText(Time)} {Source} ({Fields.Count} fields)";
}
