namespace AliLogOps;

/// <summary>The index definition of a logstore (Log Service API: GetIndex, CreateIndex). Search needs one.</summary>
public sealed record LogIndex
{
    /// <summary>Project that holds the logstore.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Logstore the index belongs to.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>Full-text index; null when there is none.</summary>
    public LogIndexLine? Line { get; init; }

    /// <summary>Field indexes by field name, in the order of the definition.</summary>
    public IReadOnlyDictionary<string, LogIndexKey> Keys { get; init; } = new Dictionary<string, LogIndexKey>(StringComparer.Ordinal);

    /// <summary>Bytes of a text column that analysis sees, 64 to 16384; null leaves the service's default (2048).</summary>
    public int? MaxTextLength { get; init; }

    /// <summary>When the definition was last changed; null if the service did not say.</summary>
    public DateTimeOffset? LastModifyTime { get; init; }

    /// <summary>Members this version does not know; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary><c>project/logstore/index</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogstoreName}/index";
}
