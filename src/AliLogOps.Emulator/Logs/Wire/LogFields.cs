namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>Walks one Log message: its contents in wire order, and its time once all have been read.</summary>
internal ref struct LogFields(ReadOnlySpan<byte> log)
{
    private WireReader _reader = new(log);

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Epoch seconds; null if the log has none so far.</summary>
    public uint? Time { get; private set; }

    /// <summary>Nanosecond part of the time, if the log has one so far.</summary>
    public uint? Nanoseconds { get; private set; }

    /// <exception cref="WireFormatException">The bytes are no log.</exception>
    public bool Next()
    {
        while (_reader.NextField())
        {
            switch (_reader.Field)
            {
                case 1:
                    Time = _reader.ReadUInt32();
                    break;
                case 2:
                    ReadOnlySpan<byte> pair = _reader.ReadBytes();
                    KeyValue.Read(pair, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value);
                    Key = key;
                    Value = value;
                    return true;
                case 4:
                    Nanoseconds = _reader.ReadFixed32();
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }
        return false;
    }
}
