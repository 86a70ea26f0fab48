using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace AliLogOps.Client;

/// <summary>Output that grows, with the few forms export files are made of. Keeps its memory when it is cleared.</summary>
internal sealed class ByteBuffer
{
    private static readonly SearchValues<byte> s_jsonSpecial = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    // what cannot be copied as it is without a closer look
    private static readonly SearchValues<byte> s_jsonUnplain = SearchValues.Create(
        [.. Enumerable.Range(0, 0x100).Where(value => value is < 0x20 or '"' or '\\' or > 0x7f).Select(value => (byte)value)]);

    private static readonly SearchValues<byte> s_csvSpecial = SearchValues.Create("\",\r\n"u8);

    private byte[] _bytes;

    public ByteBuffer(int capacity)
    {
        _bytes = new byte[capacity];
    }

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void WriteNumber(long number)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out int written);
        Length += written;
    }

    /// <summary>A JSON text with its quotes. Bytes that are no UTF-8 become replacement characters.</summary>
    public void WriteJsonText(ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAny(s_jsonUnplain) < 0)
        {
            Reserve(text.Length + 2);
            Span<byte> free = _bytes.AsSpan(Length);
            free[0] = (byte)'"';
            text.CopyTo(free[1..]);
            free[text.Length + 1] = (byte)'"';
            Length += text.Length + 2;
            return;
        }

        text = Valid(text);
        Write((byte)'"');
        for (int special = text.IndexOfAny(s_jsonSpecial); special >= 0; special = text.IndexOfAny(s_jsonSpecial))
        {
            Write(text[..special]);
            WriteEscape(text[special]);
            text = text[(special + 1)..];
        }

        Write(text);
        Write((byte)'"');
    }

    /// <summary>A CSV value, in quotes where it needs them.</summary>
    public void WriteCsvText(ReadOnlySpan<byte> text)
    {
        text = Valid(text);
        if (text.IndexOfAny(s_csvSpecial) < 0 && (text.IsEmpty || (text[0] != ' ' && text[^1] != ' ')))
        {
            Write(text);
            return;
        }

        Write((byte)'"');
        for (int quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            Write(text[..(quote + 1)]);
            Write((byte)'"');
            text = text[(quote + 1)..];
        }

        Write(text);
        Write((byte)'"');
    }

    private static ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));

    private void WriteEscape(byte character)
    {
        switch (character)
        {
            case (byte)'"': Write("\\\""u8); break;
            case (byte)'\\': Write("\\\\"u8); break;
            case (byte)'\n': Write("\\n"u8); break;
            case (byte)'\r': Write("\\r"u8); break;
            case (byte)'\t': Write("\\t"u8); break;
            default:
                Write("\\u00"u8);
                Write((byte)(character < 0x10 ? '0' : '1'));
                Write("0123456789abcdef"u8[character & 0xF]);
                break;
        }
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
