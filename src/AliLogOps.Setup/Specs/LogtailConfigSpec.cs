namespace AliLogOps.Setup;

/// <summary>What a Logtail config should be; members left null are left alone.</summary>
public sealed record LogtailConfigSpec
{
    /// <summary>The project it lies in.</summary>
    public required string ProjectName { get; init; }

    /// <summary>The config's name.</summary>
    public required string LogtailConfigName { get; init; }

    /// <summary><c>syslog</c> (the service may read it back as <c>streamlog</c>), <c>file</c> or <c>plugin</c>.</summary>
    public string? InputType { get; init; }

    /// <summary>The logstore that the logs go to.</summary>
    public string? LogstoreName { get; init; }

    /// <summary>
    /// Members of the input's detail under the service's own names: text, numbers, booleans, lists and dictionaries of these.
    /// Members not named stay as they are, inside nested dictionaries too.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? InputDetail { get; init; }

    /// <summary>A sample line.</summary>
    public string? LogSample { get; init; }
}
