using System.Text;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>A request to be signed and sent; a test may change any of it.</summary>
internal sealed class TestRequest(string method, string path)
{
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public string Method { get; set; } = method;

    /// <summary>Path as on the wire.</summary>
    public string Path { get; set; } = path;

    public List<KeyValuePair<string, string>> Query { get; } = [];

    public byte[] Body { get; set; } = [];

    /// <summary>Value of the Host header, port included.</summary>
    public string Host { get; set; } = "";

    /// <summary>The key used for signing; null = the run's own.</summary>
    public (string Id, string Secret)? Key { get; set; }

    public bool Chunked { get; set; }

    public IEnumerable<KeyValuePair<string, string>> Headers => _headers;

    public string this[string name]
    {
        get => _headers.GetValueOrDefault(name, "");
        set => _headers[name] = value;
    }

    public bool Has(string name)
    {
        return _headers.ContainsKey(name);
    }

    /// <summary>Sets a header, unless the test has set it.</summary>
    public void Default(string name, string value)
    {
        _headers.TryAdd(name, value);
    }

    public void Remove(string name)
    {
        _headers.Remove(name);
    }

    /// <summary>Headers by lower-case name in order, whose names begin with one of the prefixes.</summary>
    public List<(string Name, string Value)> HeadersStarting(params string[] prefixes)
    {
        return [.. _headers
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
            .Where(header => prefixes.Any(prefix => header.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .OrderBy(header => header.Name, StringComparer.Ordinal)];
    }

    /// <summary>Path and encoded query.</summary>
    public string Target
    {
        get
        {
            StringBuilder target = new(Path);
            for (int i = 0; i < Query.Count; i++)
            {
                target.Append(i == 0 ? '?' : '&').Append(Uri.EscapeDataString(Query[i].Key)).Append('=').Append(Uri.EscapeDataString(Query[i].Value));
            }
            return target.ToString();
        }
    }
}
