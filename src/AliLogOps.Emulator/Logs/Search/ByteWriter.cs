using System.Buffers.Binary;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Writes the binary form of a segment: numbers with as few bytes as they need, texts with their length.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public byte[] ToArray()
    {
        return _bytes.AsSpan(0, Length).ToArray();
    }

    public void Clear()
    {
        Length = 0;
    }

    public void WriteByte(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void WriteNumber(ulong value)
    {
        Span<byte> room = Room(10);
        int size = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[size++] = (byte)(value | 0x80);
        }
        room[size++] = (byte)value;
        Length += size;
    }

    public void WriteNumber(int value)
    {
        WriteNumber((ulong)(uint)value);
    }

    /// <summary>A number that may be negative; small ones of either sign are short.</summary>
    public void WriteSigned(long value)
    {
        WriteNumber((ulong)((value << 1) ^ (value >> 63)));
    }

    public void WriteFixed(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);
        Length += 8;
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteNumber(bytes.Length);
        WriteRaw(bytes);
    }

    public void WriteText(string text)
    {
        WriteBytes(Utf8Text.Bytes(text));
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
        return _bytes.AsSpan(Length);
    }
}
