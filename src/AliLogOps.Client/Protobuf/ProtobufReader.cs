using System.Buffers.Binary;

namespace AliLogOps.Client;

/// <summary>Reads protobuf fields one after the other, never beyond the bytes it was given.</summary>
internal ref struct ProtobufReader
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Delimited = 2;
    public const int StartGroup = 3;
    public const int EndGroup = 4;
    public const int Fixed32 = 5;
    private const int MaxNesting = 32;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;

    public ProtobufReader(ReadOnlySpan<byte> data)
    {
        _data = data;
    }

    /// <summary>Number of the field just begun.</summary>
    public int Field { get; private set; }

    /// <summary>Wire type of the field just begun.</summary>
    public int WireType { get; private set; }

    /// <summary>How many bytes were read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Begins the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position == _data.Length)
        {
            return false;
        }

        ulong tag = ReadVarint();
        if (tag is < 8 or > uint.MaxValue)
        {
            throw Damaged("a field has an impossible number");
        }

        Field = (int)(tag >> 3);
        WireType = (int)(tag & 7);
        return true;
    }

    /// <summary>The value of a varint field.</summary>
    public ulong ReadVarint()
    {
        // nearly all numbers of a log are below 128
        if (_position < _data.Length && _data[_position] < 0x80)
        {
            return _data[_position++];
        }

        return ReadLongVarint();
    }

    /// <summary>The value of a 32-bit field.</summary>
    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>The bytes of a delimited field.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadVarint();
        return length <= int.MaxValue ? Take((int)length) : throw Damaged("a field is longer than the message");
    }

    /// <summary>Passes over the field just begun.</summary>
    public void Skip() => Skip(0);

    /// <summary>Says what is wrong and where.</summary>
    public readonly InvalidDataException Damaged(string what) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what}, at byte {_position} of {_data.Length}"));

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_position == _data.Length)
            {
                throw Damaged("a number ends too early");
            }

            byte b = _data[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number is longer than ten bytes");
    }

    private void Skip(int depth)
    {
        switch (WireType)
        {
            case Varint: ReadVarint(); break;
            case Fixed64: Take(sizeof(ulong)); break;
            case Delimited: ReadBytes(); break;
            case Fixed32: Take(sizeof(uint)); break;
            case StartGroup when depth < MaxNesting: SkipGroup(depth); break;
            default: throw Damaged($"a field has the impossible wire type {WireType}");
        }
    }

    private void SkipGroup(int depth)
    {
        int field = Field;
        while (Next())
        {
            if (WireType == EndGroup)
            {
                if (Field != field)
                {
                    throw Damaged("a group ends that did not begin");
                }

                return;
            }

            Skip(depth + 1);
        }

        throw Damaged("a group does not end");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - _position)
        {
            throw Damaged("a field is longer than the message");
        }

        ReadOnlySpan<byte> bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }
}
