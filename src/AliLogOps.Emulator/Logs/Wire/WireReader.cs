using System.Buffers.Binary;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>
/// Walks the fields of a protobuf message without making objects of them: what is written, indexed and pulled is read
/// many times, and most of it only to find its borders.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;
    private int _wireType;

    public int Field { get; private set; }

    /// <summary>Position of the next byte in the message.</summary>
    public readonly int Position => _position;

    /// <summary>Goes to the next field; the value of the last one must have been read or skipped.</summary>
    /// <exception cref="WireFormatException">The bytes are no field.</exception>
    public bool NextField()
    {
        if (_position == _message.Length)
        {
            return false;
        }
        ulong tag = ReadVarint();
        Field = tag >> 3 is > 0 and <= int.MaxValue ? (int)(tag >> 3) : throw new WireFormatException($"field number {tag >> 3}");
        _wireType = (int)(tag & 7);
        return true;
    }

    /// <summary>A length-delimited value.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        Require(Delimited);
        ulong length = ReadVarint();
        if (length > (ulong)(_message.Length - _position))
        {
            throw new WireFormatException($"field {Field} is longer than its message");
        }
        ReadOnlySpan<byte> value = _message.Slice(_position, (int)length);
        _position += (int)length;
        return value;
    }

    public uint ReadUInt32()
    {
        Require(Varint);
        return unchecked((uint)ReadVarint());
    }

    public uint ReadFixed32()
    {
        Require(Fixed32);
        if (_message.Length - _position < sizeof(uint))
        {
            throw new WireFormatException($"field {Field} is cut off");
        }
        uint value = BinaryPrimitives.ReadUInt32LittleEndian(_message[_position..]);
        _position += sizeof(uint);
        return value;
    }

    /// <summary>Passes over a field that is not known.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                Advance(8);
                break;
            case Delimited:
                ReadBytes();
                break;
            case Fixed32:
                Advance(4);
                break;
            default:
                throw new WireFormatException($"field {Field} has wire type {_wireType}");
        }
    }

    private readonly void Require(int wireType)
    {
        if (_wireType != wireType)
        {
            throw new WireFormatException($"field {Field} has wire type {_wireType} instead of {wireType}");
        }
    }

    private void Advance(int count)
    {
        _position = count <= _message.Length - _position ? _position + count : throw new WireFormatException($"field {Field} is cut off");
    }

    private ulong ReadVarint()
    {
        if (_position < _message.Length && _message[_position] < 0x80)
        {
            return _message[_position++];
        }
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_position == _message.Length)
            {
                throw new WireFormatException("a number is cut off");
            }
            byte b = _message[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
        throw new WireFormatException("a number is longer than ten bytes");
    }
}
