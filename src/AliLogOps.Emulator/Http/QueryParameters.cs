using System.Globalization;

namespace AliLogOps.Emulator.Http;

/// <summary>One query parameter as it came: decoded, with what a signature check needs to know of its spelling.</summary>
/// <param name="Key">Decoded name.</param>
/// <param name="Value">Decoded value, empty if there is none.</param>
/// <param name="HasEquals">False for a bare <c>key</c>, true for <c>key=</c> and <c>key=value</c>.</param>
internal readonly record struct QueryPair(string Key, string Value, bool HasEquals);

/// <summary>The query parameters of a request in wire order; repeated and empty ones are kept.</summary>
internal sealed class QueryParameters
{
    public static readonly QueryParameters Empty = new([]);

    private QueryParameters(IReadOnlyList<QueryPair> pairs)
    {
        Pairs = pairs;
    }

    public IReadOnlyList<QueryPair> Pairs { get; }

    /// <summary>First value of the parameter (names are case-sensitive), or null if it was not sent.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (QueryPair pair in Pairs)
            {
                if (string.Equals(pair.Key, key, StringComparison.Ordinal))
                {
                    return pair.Value;
                }
            }
            return null;
        }
    }

    /// <summary>Parses the part after the question mark; '+' is a blank, as every official client encodes '+' itself.</summary>
    public static QueryParameters Parse(string raw)
    {
        if (raw.Length == 0)
        {
            return Empty;
        }
        List<QueryPair> pairs = [];
        foreach (string part in raw.Split('&'))
        {
            if (part.Length == 0)
            {
                continue;
            }
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0
                ? new QueryPair(PercentEncoding.DecodeForm(part), "", false)
                : new QueryPair(PercentEncoding.DecodeForm(part[..equals]), PercentEncoding.DecodeForm(part[(equals + 1)..]), true));
        }
        return new QueryParameters(pairs);
    }

    public static QueryParameters Of(IEnumerable<QueryPair> pairs)
    {
        return new QueryParameters([.. pairs]);
    }

    /// <summary>An integer parameter within a range; the default if absent or empty.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid: not a number or out of range.</exception>
    public int Int(string key, int defaultValue, int minimum, int maximum)
    {
        string? text = this[key];
        if (string.IsNullOrEmpty(text))
        {
            return defaultValue;
        }
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            || value < minimum || value > maximum)
        {
            throw SlsErrors.ParameterInvalid($"parameter {key} is '{text}': it must be an integer from {minimum} to {maximum}").ToException();
        }
        return value;
    }

    /// <summary>A Boolean parameter in any letter case; the default if absent or empty.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid: neither true nor false.</exception>
    public bool Bool(string key, bool defaultValue)
    {
        string? text = this[key];
        if (string.IsNullOrEmpty(text))
        {
            return defaultValue;
        }
        return bool.TryParse(text, out bool value)
            ? value
            : throw SlsErrors.ParameterInvalid($"parameter {key} is '{text}': it must be true or false").ToException();
    }
}
