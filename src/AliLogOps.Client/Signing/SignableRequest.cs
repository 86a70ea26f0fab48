namespace AliLogOps.Client;

/// <summary>Everything of a request that a signature covers.</summary>
internal sealed class SignableRequest
{
    private static readonly KeyValuePair<string, string>[] s_noQuery = [];

    /// <summary>HTTP method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>Path as on the request line, percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>Path with nothing encoded.</summary>
    public required string DecodedPath { get; init; }

    /// <summary>Query pairs with nothing encoded, in the order they are sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = s_noQuery;

    /// <summary>Headers.</summary>
    public HeaderList Headers { get; } = new();

    /// <summary>Body as sent.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The query sorted by key in byte order; pairs of one key keep their order.</summary>
    public KeyValuePair<string, string>[] SortedQuery()
    {
        KeyValuePair<string, string>[] pairs = [.. Query];
        // insertion sort: few pairs, and equal keys must not change places
        for (int i = 1; i < pairs.Length; i++)
        {
            KeyValuePair<string, string> pair = pairs[i];
            int j = i - 1;
            while (j >= 0 && CodePointOrder.Compare(pairs[j].Key, pair.Key) > 0)
            {
                pairs[j + 1] = pairs[j];
                j--;
            }

            pairs[j + 1] = pair;
        }

        return pairs;
    }
}
