namespace AliLogOps;

/// <summary>Logs that share topic, source and tags: what is written and pulled at a time (Log Service API: "Data encoding method").</summary>
public sealed record LogGroup
{
    /// <summary>Topic, up to 128 bytes; empty for none.</summary>
    public string Topic { get; init; } = string.Empty;

    /// <summary>Source, up to 128 bytes; empty for none.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Identifier of the sending machine; empty for none.</summary>
    public string MachineUuid { get; init; } = string.Empty;

    /// <summary>Tags; in searches their names get the prefix <c>__tag__:</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>The logs.</summary>
    public IReadOnlyList<LogItem> Logs { get; init; } = [];

    /// <summary>Source, topic and number of logs.</summary>
    public override string ToString() => $"{Source} {Topic} ({Logs.Count} logs)";
}
