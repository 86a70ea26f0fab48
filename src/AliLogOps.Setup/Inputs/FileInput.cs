namespace AliLogOps.Setup;

/// <summary>What every way of reading files shares.</summary>
public sealed record FileInput
{
    /// <summary>The folder: absolute, with <c>*</c> and <c>?</c> where wanted.</summary>
    public required string LogPath { get; init; }

    /// <summary>The files in it, with <c>*</c> and <c>?</c> where wanted.</summary>
    public required string FilePattern { get; init; }

    /// <summary>How the topic is made: <c>none</c>, <c>default</c>, <c>group_topic</c>, <c>customized://text</c> or a pattern with a group; null leaves it alone.</summary>
    public string? TopicFormat { get; init; }

    /// <summary><c>utf8</c> or <c>gbk</c>; null leaves it alone.</summary>
    public string? FileEncoding { get; init; }

    /// <summary>How many levels of folders below are read; null leaves it alone.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Whether lines that do not match are kept as they are; null leaves it alone.</summary>
    public bool? KeepUnmatched { get; init; }
}
