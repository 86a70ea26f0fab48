using System.Globalization;
using System.Text;

namespace AliLogOps.Emulator.Http;

/// <summary>Percent encoding of RFC 3986, as both signature versions of the service use it.</summary>
internal static class PercentEncoding
{
    /// <summary>Decodes %XX sequences as UTF-8. A broken sequence stays as it is; '+' is not a blank.</summary>
    public static string Decode(string text)
    {
        return text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text;
    }

    /// <summary>Decodes a form or query component, where '+' stands for a blank.</summary>
    public static string DecodeForm(string text)
    {
        return Decode(text.Replace('+', ' '));
    }

    /// <summary>Encodes everything but A-Z a-z 0-9 - _ . ~ as upper-case %XX of its UTF-8 bytes.</summary>
    public static string Encode(string text)
    {
        StringBuilder? result = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsUnreserved(text[i]))
            {
                result = new StringBuilder(text, 0, i, text.Length * 2);
                break;
            }
        }
        if (result is null)
        {
            return text;
        }
        foreach (byte b in Encoding.UTF8.GetBytes(text[result.Length..]))
        {
            if (IsUnreserved((char)b))
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        return result.ToString();
    }

    /// <summary>As the OpenAPI client for Node encodes: <c>! ' ( )</c> stay as they are, and every <c>*</c> but the first.</summary>
    public static string EncodeAsNode(string text)
    {
        string encoded = Encode(text).Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal)
            .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal);
        int first = encoded.IndexOf("%2A", StringComparison.Ordinal);
        return first < 0 ? encoded : encoded[..(first + 3)] + encoded[(first + 3)..].Replace("%2A", "*", StringComparison.Ordinal);
    }

    private static bool IsUnreserved(char c)
    {
        return char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~';
    }
}
