using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>
/// Text of JSON strings that may hold bytes that are no UTF-8 or halves of surrogate pairs: log values come from anywhere. What
/// cannot be decoded becomes the replacement character instead of ending the whole answer.
/// </summary>
internal static class TolerantText
{
    /// <summary>The text the reader stands on, a string or a name.</summary>
    public static string Read(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(reader.ValueSpan);
        }
    }

    // the reader has checked the form of every escape already
    private static string Unescape(ReadOnlySpan<byte> value)
    {
        StringBuilder text = new(value.Length);
        while (!value.IsEmpty)
        {
            int escape = value.IndexOf((byte)'\\');
            if (escape < 0)
            {
                text.Append(Encoding.UTF8.GetString(value));
                break;
            }

            text.Append(Encoding.UTF8.GetString(value[..escape]));
            value = value[(escape + 1)..];
            char kind = (char)value[0];
            value = value[1..];
            if (kind == 'u' && Utf8Parser.TryParse(value[..4], out ushort unit, out _, 'x'))
            {
                text.Append((char)unit);
                value = value[4..];
            }
            else
            {
                text.Append(kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => kind });
            }
        }

        return ReplaceLonelySurrogates(text);
    }

    private static string ReplaceLonelySurrogates(StringBuilder text)
    {
        StringBuilder whole = new(text.Length);
        foreach (Rune rune in text.ToString().EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }
}
