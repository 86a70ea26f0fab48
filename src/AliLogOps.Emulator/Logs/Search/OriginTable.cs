namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Numbers the distinct origins of a segment that is being written.</summary>
internal sealed class OriginTable
{
    private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
    private readonly List<GroupOrigin> _origins = [];

    public IReadOnlyList<GroupOrigin> Origins => _origins;

    /// <summary>Bytes held, roughly.</summary>
    public long Size { get; private set; }

    public int Add(string topic, string source, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        string text = string.Join('\0', tags.SelectMany(tag => (string[])[tag.Key, tag.Value]).Prepend(source).Prepend(topic));
        if (!_byText.TryGetValue(text, out int number))
        {
            number = _origins.Count;
            _byText.Add(text, number);
            Size += (text.Length * 4L) + 300;
            _origins.Add(new GroupOrigin(topic, source, tags));
        }
        return number;
    }
}
