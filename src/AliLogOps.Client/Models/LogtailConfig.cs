namespace AliLogOps;

/// <summary>A Logtail configuration: what the agents collect and where it goes (Log Service API: GetConfig, CreateConfig).</summary>
public sealed record LogtailConfig
{
    /// <summary>Project that holds the configuration.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Name of the configuration: <c>[a-z0-9_-]</c>, alphanumeric at both ends.</summary>
    public string LogtailConfigName { get; init; } = string.Empty;

    /// <summary>The value of <see cref="InputType"/> of a pipeline config.</summary>
    public const string PipelineType = "pipeline";

    /// <summary>
    /// <c>file</c>, <c>plugin</c>, <c>syslog</c> or <c>streamlog</c>; <c>pipeline</c> for a config of the newer form, whose inputs,
    /// processors and flushers are in <see cref="InputDetail"/>.
    /// </summary>
    public string InputType { get; init; } = string.Empty;

    /// <summary>Logstore the logs go to.</summary>
    public string LogstoreName { get; init; } = string.Empty;

    /// <summary>
    /// The input's settings under the service's own names. Values are strings, booleans, numbers, lists and dictionaries of these;
    /// members this version does not know are among them and survive an update.
    /// </summary>
    public IReadOnlyDictionary<string, object?> InputDetail { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Whether it is a pipeline config, which the service keeps apart from the others.</summary>
    public bool IsPipeline => string.Equals(InputType, PipelineType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tag a <c>syslog</c> or <c>streamlog</c> input listens for; null for other inputs.</summary>
    public string? Tag => InputDetail.TryGetValue("tag", out object? tag) ? tag as string : null;

    /// <summary>A sample line, for people.</summary>
    public string LogSample { get; init; } = string.Empty;

    /// <summary>When the configuration was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed; null if the service did not say.</summary>
    public DateTimeOffset? LastModifyTime { get; init; }

    /// <summary>Members of the root this version does not know; sent back unchanged on update.</summary>
    internal ExtraMembers Extra { get; init; } = ExtraMembers.None;

    /// <summary>Members of <c>outputDetail</c> beside project and logstore; sent back unchanged on update.</summary>
    internal ExtraMembers OutputExtra { get; init; } = ExtraMembers.None;

    /// <summary><c>project/configuration</c>.</summary>
    public override string ToString() => $"{ProjectName}/{LogtailConfigName}";
}
