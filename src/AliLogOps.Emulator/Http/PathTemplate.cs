namespace AliLogOps.Emulator.Http;

/// <summary>A path such as <c>/logstores/{logstore}/index</c>; a name in braces takes one non-empty segment.</summary>
internal sealed class PathTemplate
{
    private readonly string[] _segments;

    public PathTemplate(string text)
    {
        Text = text;
        _segments = Split(text);
    }

    public string Text { get; }

    /// <summary>Number of names in braces.</summary>
    public int NameCount => _segments.Count(segment => segment.StartsWith('{'));

    /// <summary>Segments of a path, undecoded; the root has none.</summary>
    public static string[] Split(string path)
    {
        return path.Length <= 1 ? [] : path[1..].Split('/');
    }

    /// <summary>Matches the segments of a raw path; the values come back decoded.</summary>
    public bool TryMatch(string[] segments, out RouteValues values)
    {
        values = RouteValues.Empty;
        if (segments.Length != _segments.Length)
        {
            return false;
        }
        List<KeyValuePair<string, string>>? found = null;
        for (int i = 0; i < segments.Length; i++)
        {
            string template = _segments[i];
            string segment = PercentEncoding.Decode(segments[i]);
            if (template.StartsWith('{'))
            {
                if (segment.Length == 0)
                {
                    return false;
                }
                (found ??= []).Add(new(template[1..^1], segment));
            }
            else if (!template.Equals(segment, StringComparison.Ordinal))
            {
                return false;
            }
        }
        if (found is not null)
        {
            values = new RouteValues(found);
        }
        return true;
    }
}

/// <summary>Values of the names in a path template.</summary>
internal sealed class RouteValues(IReadOnlyList<KeyValuePair<string, string>> values)
{
    public static readonly RouteValues Empty = new([]);

    /// <summary>Value of a name, or null if the template has no such name.</summary>
    public string? Find(string name)
    {
        foreach (KeyValuePair<string, string> value in values)
        {
            if (value.Key.Equals(name, StringComparison.Ordinal))
            {
                return value.Value;
            }
        }
        return null;
    }

    /// <summary>Value of a name that the operation's own template has.</summary>
    public string this[string name] => Find(name) ?? throw new KeyNotFoundException($"The path template has no {{{name}}}.");
}
