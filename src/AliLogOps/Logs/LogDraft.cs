namespace AliLogOps.Logs;

/// <summary>A log ready to be sent, with what must be common to the logs of its batch.</summary>
internal sealed record LogDraft(LogItem Item, LogLabels Labels, int Bytes);

/// <summary>Topic, source and tags: logs that agree in them can travel together.</summary>
internal sealed class LogLabels : IEquatable<LogLabels>
{
    private readonly string _identity;

    public LogLabels(string topic, string source, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Topic = topic;
        Source = source;
        Tags = tags;
        _identity = string.Join('\0', tags.Select(tag => tag.Key + '\0' + tag.Value).Prepend(source).Prepend(topic));
    }

    public string Topic { get; }

    public string Source { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    public bool Equals(LogLabels? other) => other is not null && string.Equals(_identity, other._identity, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as LogLabels);

    public override int GetHashCode() => string.GetHashCode(_identity, StringComparison.Ordinal);
}
