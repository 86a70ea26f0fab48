using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AliLogOps.Emulator.Query;

/// <summary>UTF-8 bytes as text.</summary>
internal static class Utf8Text
{
    public static byte[] Bytes(string text)
    {
        return Encoding.UTF8.GetBytes(text);
    }

    public static string String(ReadOnlySpan<byte> text)
    {
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>At most the given number of bytes, without cutting a character.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }
        while (limit > 0 && (text[limit] & 0xC0) == 0x80)
        {
            limit--;
        }
        return text[..limit];
    }

    /// <summary>The text in lower case, in the buffer; culture-free.</summary>
    public static ReadOnlySpan<byte> ToLower(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        if (Ascii.ToLower(text, buffer, out int written) == OperationStatus.Done)
        {
            return buffer[..written];
        }
        int length = 0;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out Rune rune, out int consumed);
            length += Rune.ToLowerInvariant(rune).EncodeToUtf8(buffer[length..]);
            text = text[consumed..];
        }
        return buffer[..length];
    }

    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        return Utf8.IsValid(text);
    }
}
