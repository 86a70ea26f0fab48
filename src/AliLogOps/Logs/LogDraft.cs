using System.Collections;

namespace AliLogOps.Logs;

/// <summary>A log ready to be sent, with what must be common to the logs of its batch.</summary>
internal sealed record LogDraft(LogItem Item, LogLabels Labels, int Bytes)
{
    /// <summary>What it was made from, to give back when it cannot be sent.</summary>
    public object? Input { get; init; }
}

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

    /// <summary>Tags as they were given, in the order of their names, so that equal sets are equal.</summary>
    /// <exception cref="LogRuleException">A name or a value cannot be a tag's.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ReadTags(IDictionary given)
    {
        var tags = new List<KeyValuePair<string, string>>(given.Count);
        foreach (DictionaryEntry tag in given)
        {
            var name = LogValue.ToText("tag", tag.Key);
            LogRules.CheckKey(name);
            var value = LogValue.ToText(name, tag.Value);
            LogRules.CheckValue(name, value);
            tags.Add(new(name, value));
        }

        tags.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return tags;
    }

    public bool Equals(LogLabels? other) => other is not null && string.Equals(_identity, other._identity, StringComparison.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as LogLabels);

    public override int GetHashCode() => string.GetHashCode(_identity, StringComparison.Ordinal);
}
