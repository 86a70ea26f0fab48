namespace AliLogOps.Client;

/// <summary>
/// Reads log groups from the protocol's protobuf (Log Service API: "Data encoding method"). Unknown fields are passed over; bytes that
/// are no UTF-8 become replacement characters, as senders are not held to it.
/// </summary>
internal sealed class LogGroupReader
{
    private readonly TextCache _names = new();
    private readonly TextCache _values = new();
    private readonly PairBuffer _pairs = new();

    private LogGroupReader()
    {
    }

    /// <summary>Reads a LogGroupList.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static List<LogGroup> ReadList(ReadOnlySpan<byte> data)
    {
        List<LogGroup> groups = [];
        LogGroupReader groupReader = new();
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            if (reader is { Field: 1, WireType: ProtobufReader.Delimited })
            {
                groups.Add(groupReader.ReadGroup(reader.ReadBytes()));
            }
            else
            {
                reader.Skip();
            }
        }

        return groups;
    }

    /// <summary>Reads one LogGroup.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static LogGroup Read(ReadOnlySpan<byte> data) => new LogGroupReader().ReadGroup(data);

    private LogGroup ReadGroup(ReadOnlySpan<byte> data)
    {
        List<LogItem> logs = [];
        List<KeyValuePair<string, string>>? tags = null;
        string topic = string.Empty;
        string source = string.Empty;
        string machineUuid = string.Empty;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }:
                    logs.Add(ReadLog(reader.ReadBytes()));
                    break;
                case { Field: 3, WireType: ProtobufReader.Delimited }:
                    topic = _values.Get(reader.ReadBytes());
                    break;
                case { Field: 4, WireType: ProtobufReader.Delimited }:
                    source = _values.Get(reader.ReadBytes());
                    break;
                case { Field: 5, WireType: ProtobufReader.Delimited }:
                    machineUuid = _values.Get(reader.ReadBytes());
                    break;
                case { Field: 6, WireType: ProtobufReader.Delimited }:
                    ReadPair(reader.ReadBytes(), out string name, out string value);
                    (tags ??= []).Add(new(name, value));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new LogGroup { Topic = topic, Source = source, MachineUuid = machineUuid, Tags = tags is null ? [] : tags, Logs = logs };
    }

    private LogItem ReadLog(ReadOnlySpan<byte> data)
    {
        uint? time = null;
        int? nanosecond = null;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Varint }:
                    time = (uint)reader.ReadVarint();
                    break;
                case { Field: 2, WireType: ProtobufReader.Delimited }:
                    ReadPair(reader.ReadBytes(), out string name, out string value);
                    _pairs.Add(name, value);
                    break;
                case { Field: 4, WireType: ProtobufReader.Fixed32 }:
                    nanosecond = (int)Math.Min(reader.ReadFixed32(), 999_999_999u);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return time is { } seconds
            ? new LogItem { UnixTime = seconds, Nanosecond = nanosecond, Contents = _pairs.Take() }
            : throw reader.Damaged("a log has no time");
    }

    private void ReadPair(ReadOnlySpan<byte> data, out string name, out string value)
    {
        string? key = null;
        string? text = null;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }:
                    key = _names.Get(reader.ReadBytes());
                    break;
                case { Field: 2, WireType: ProtobufReader.Delimited }:
                    text = _values.Get(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        name = key ?? throw reader.Damaged("a field has no name");
        value = text ?? throw reader.Damaged("a field has no value");
    }
}
