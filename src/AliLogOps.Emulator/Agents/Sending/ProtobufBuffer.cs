namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>A growing buffer that writes varints and length-delimited fields.</summary>
internal sealed class ProtobufBuffer(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    /// <summary>How much has been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Writes a tag byte and the number.</summary>
    public void WriteNumber(byte tag, uint value)
    {
        Reserve(6);
        _bytes[Length++] = tag;
        WriteVarint(value);
    }

    /// <summary>Writes a tag byte and the length of what the caller writes next.</summary>
    public void WriteHead(byte tag, int length) => WriteNumber(tag, (uint)length);

    /// <summary>Writes a whole length-delimited field.</summary>
    public void WriteField(byte tag, ReadOnlySpan<byte> value)
    {
        WriteHead(tag, value.Length);
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    private void WriteVarint(uint value)
    {
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}
