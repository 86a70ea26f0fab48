using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Ecs;

/// <summary>Parameters of an RPC-style call: from the query, and from the body if that is a form.</summary>
internal sealed class EcsParameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public EcsParameters(SlsRequest request)
    {
        Add(request.Query);
        if (IsForm(request))
        {
            Add(QueryParameters.Parse(Encoding.UTF8.GetString(request.RawBody.Span)));
        }
    }

    private EcsParameters(Dictionary<string, string> values)
    {
        _values = values;
    }

    /// <summary>Value of a parameter; empty if absent.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    public IReadOnlyDictionary<string, string> All => _values;

    /// <summary>True if the body carries parameters.</summary>
    public static bool IsForm(SlsRequest request)
    {
        return request.Headers["Content-Type"]?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;
    }

    public bool Has(string name)
    {
        return _values.ContainsKey(name);
    }

    /// <exception cref="EcsException">400 MissingParameter.{name}.</exception>
    public string Required(string name)
    {
        string value = this[name];
        return value.Length > 0 ? value : throw EcsErrors.MissingParameter(name).ToException();
    }

    /// <exception cref="EcsException">400 InvalidParameter.</exception>
    public int Int(string name, int defaultValue, int minimum, int maximum)
    {
        string value = this[name];
        if (value.Length == 0)
        {
            return defaultValue;
        }
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw EcsErrors.InvalidParameter(name, value, string.Create(CultureInfo.InvariantCulture, $"it must be an integer from {minimum} to {maximum}")).ToException();
    }

    /// <summary>Values of <c>Name.1</c>, <c>Name.2</c> …</summary>
    public List<string> List(string name)
    {
        List<string> items = [];
        for (int i = 1; Has(Indexed(name, i)); i++)
        {
            items.Add(this[Indexed(name, i)]);
        }
        return items;
    }

    /// <summary>Objects of <c>Name.1.Field</c>, <c>Name.2.Field</c> …</summary>
    /// <exception cref="EcsException">400 InvalidParameter: a number is left out.</exception>
    public List<EcsParameters> Objects(string name)
    {
        SortedDictionary<int, Dictionary<string, string>> found = [];
        string prefix = name + ".";
        foreach (KeyValuePair<string, string> pair in _values)
        {
            if (!pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }
            string[] parts = pair.Key[prefix.Length..].Split('.', 2);
            if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                if (!found.TryGetValue(index, out Dictionary<string, string>? fields))
                {
                    found.Add(index, fields = new(StringComparer.Ordinal));
                }
                fields[parts[1]] = pair.Value;
            }
        }
        if (found.Count > 0 && (found.Keys.First() != 1 || found.Keys.Last() != found.Count))
        {
            throw EcsErrors.InvalidParameter(name, string.Join(',', found.Keys), "the list must be numbered from 1 without gaps").ToException();
        }
        return [.. found.Values.Select(fields => new EcsParameters(fields))];
    }

    private void Add(QueryParameters query)
    {
        foreach (QueryPair pair in query.Pairs)
        {
            _values[pair.Key] = pair.Value;
        }
    }

    private static string Indexed(string name, int index)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{name}.{index}");
    }
}
