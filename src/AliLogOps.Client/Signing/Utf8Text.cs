using System.Buffers;
using System.Text;

namespace AliLogOps.Client;

/// <summary>A growing UTF-8 text in a pooled buffer: what is signed is bytes, so no string is made of it.</summary>
internal sealed class Utf8Text : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;

    /// <summary>The text so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Adds a text.</summary>
    public Utf8Text Append(string text)
    {
        Span<byte> target = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, target);
        return this;
    }

    /// <summary>Adds an ASCII character.</summary>
    public Utf8Text Append(char asciiCharacter)
    {
        Reserve(1)[0] = (byte)asciiCharacter;
        _length++;
        return this;
    }

    /// <summary>Adds a text percent-encoded.</summary>
    public Utf8Text AppendEncoded(string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && PercentEncoding.IsUnreserved((char)rune.Value))
            {
                Append((char)rune.Value);
                continue;
            }

            int count = rune.EncodeToUtf8(bytes);
            foreach (byte b in bytes[..count])
            {
                Append('%').Append(PercentEncoding.HexDigit(b >> 4)).Append(PercentEncoding.HexDigit(b & 15));
            }
        }

        return this;
    }

    /// <summary>Adds bytes as lower-case hexadecimal digits.</summary>
    public Utf8Text AppendHex(ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = Reserve(bytes.Length * 2);
        for (int i = 0; i < bytes.Length; i++)
        {
            target[2 * i] = (byte)char.ToLowerInvariant(PercentEncoding.HexDigit(bytes[i] >> 4));
            target[(2 * i) + 1] = (byte)char.ToLowerInvariant(PercentEncoding.HexDigit(bytes[i] & 15));
        }

        _length += bytes.Length * 2;
        return this;
    }

    /// <summary>The text as a string, for messages.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Written);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
