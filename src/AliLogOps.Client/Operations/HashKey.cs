namespace AliLogOps.Client;

/// <summary>The key that chooses a shard when log data is written.</summary>
internal static class HashKey
{
    private const int Digits = 32;

    /// <summary>Null is allowed: the service balances.</summary>
    public static void Check(string? hashKey)
    {
        if (hashKey is not null && (hashKey.Length != Digits || !hashKey.All(char.IsAsciiHexDigit)))
        {
            throw new ArgumentException($"'{hashKey}' is no hash key: it has {Digits} hexadecimal digits, such as the MD5 of a host name.", nameof(hashKey));
        }
    }
}
