using System.Text;

namespace AliLogOps.Client;

/// <summary>RFC 3986: all but <c>A-Z a-z 0-9 - _ . ~</c> becomes <c>%XX</c> of its UTF-8 bytes, in upper case.</summary>
internal static class PercentEncoding
{
    /// <summary>The encoded text; the same instance when there is nothing to encode.</summary>
    public static string Encode(string text)
    {
        int first = 0;
        while (first < text.Length && IsUnreserved(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        StringBuilder builder = new(text.Length + 32);
        builder.Append(text, 0, first);
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in text.AsSpan(first).EnumerateRunes())
        {
            if (rune.IsAscii && IsUnreserved((char)rune.Value))
            {
                builder.Append((char)rune.Value);
                continue;
            }

            int count = rune.EncodeToUtf8(bytes);
            foreach (byte b in bytes[..count])
            {
                builder.Append('%').Append(HexDigit(b >> 4)).Append(HexDigit(b & 15));
            }
        }

        return builder.ToString();
    }

    /// <summary>Whether a character stays as it is.</summary>
    public static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~';

    /// <summary>An upper-case hexadecimal digit.</summary>
    public static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
