namespace AliLogOps.Emulator.Http;

/// <summary>Request headers in wire order; look-up ignores letter case.</summary>
internal sealed class RequestHeaders(IReadOnlyList<KeyValuePair<string, string>> all)
{
    public IReadOnlyList<KeyValuePair<string, string>> All { get; } = all;

    /// <summary>First value of the header, or null if it was not sent.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> header in All)
            {
                if (header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value;
                }
            }
            return null;
        }
    }
}
