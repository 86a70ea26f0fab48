namespace AliLogOps;

/// <summary>One log of a <see cref="LogGroup"/>.</summary>
public sealed record LogItem
{
    /// <summary>Time in seconds since 1970.</summary>
    public uint UnixTime { get; init; }

    /// <summary>Part of the second in nanoseconds, 0 to 999999999; null for none.</summary>
    public int? Nanosecond { get; init; }

    /// <summary>Time, with the nanoseconds' whole ticks. Setting it sets <see cref="UnixTime"/> only.</summary>
    public DateTimeOffset Time
    {
        get => WireTime.FromSeconds(UnixTime, Nanosecond);
        init => UnixTime = WireTime.ToWireSeconds(value);
    }

    /// <summary>Fields, in order; a name may come more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Contents { get; init; } = [];

    /// <summary>Time and number of fields.</summary>
    public override string ToString() => $"{WireTime.ToText(Time)} ({Contents.Count} fields)";
}
