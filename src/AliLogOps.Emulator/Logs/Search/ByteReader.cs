using System.Buffers.Binary;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte()
    {
        byte value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong ReadNumber()
    {
        ulong value = 0;
        int shift = 0;
        int position = 0;
        byte b;
        do
        {
            b = _rest[position++];
            value |= (ulong)(b & 0x7F) << shift;
            shift += 7;
        }
        while (b >= 0x80);
        _rest = _rest[position..];
        return value;
    }

    public int ReadInt()
    {
        return (int)ReadNumber();
    }

    public long ReadSigned()
    {
        ulong value = ReadNumber();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public long ReadFixed()
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }

    public ReadOnlySpan<byte> ReadRaw(int count)
    {
        ReadOnlySpan<byte> value = _rest[..count];
        _rest = _rest[count..];
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        return ReadRaw(ReadInt());
    }

    public string ReadText()
    {
        return Utf8Text.String(ReadBytes());
    }
}
