using System.Security.Cryptography;

namespace AliLogOps.Client;

/// <summary>Lower-case hexadecimal text.</summary>
internal static class HexText
{
    /// <summary>SHA-256 of no bytes.</summary>
    public const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Two digits per byte.</summary>
    public static string Lower(ReadOnlySpan<byte> bytes)
    {
        Span<char> digits = bytes.Length <= 64 ? stackalloc char[bytes.Length * 2] : new char[bytes.Length * 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = char.ToLowerInvariant(PercentEncoding.HexDigit(bytes[i] >> 4));
            digits[(2 * i) + 1] = char.ToLowerInvariant(PercentEncoding.HexDigit(bytes[i] & 15));
        }

        return new string(digits);
    }

    /// <summary>SHA-256 of a body.</summary>
    public static string Sha256(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return EmptySha256;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Lower(hash);
    }
}
