namespace AliLogOps.Client;

/// <summary>
/// Reads log groups from the protocol's protobuf (Log Service API: "Data encoding method"). Unknown fields are passed over; bytes that
/// are no UTF-8 become replacement characters, as senders are not held to it.
/// </summary>
internal sealed class LogGroupReader
{
    private readonly TextCache _texts = new();
    private readonly FieldCollector _fields = new();
    private readonly FieldCollector _tags = new();

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

    /// <summary>What the logs of a group have in common, without the logs.</summary>
    public LogGroup ReadHead(ReadOnlySpan<byte> page, GroupLayout layout)
    {
        foreach (PairSlice tag in layout.Tags)
        {
            _tags.Add(tag.Name.Of(page), tag.Value.Of(page));
        }

        return new LogGroup
        {
            Topic = _texts.Get(layout.Topic.Of(page)),
            Source = _texts.Get(layout.Source.Of(page)),
            MachineUuid = _texts.Get(layout.MachineUuid.Of(page)),
            Tags = _tags.Take(),
        };
    }

    /// <summary>Reads one log.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public LogItem ReadLog(ReadOnlySpan<byte> data)
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
                    ReadPair(reader.ReadBytes(), _fields);
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
            ? new LogItem { UnixTime = seconds, Nanosecond = nanosecond, Contents = _fields.Take() }
            : throw reader.Damaged("a log has no time");
    }

    private LogGroup ReadGroup(ReadOnlySpan<byte> data)
    {
        List<LogItem> logs = [];
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
                    topic = _texts.Get(reader.ReadBytes());
                    break;
                case { Field: 4, WireType: ProtobufReader.Delimited }:
                    source = _texts.Get(reader.ReadBytes());
                    break;
                case { Field: 5, WireType: ProtobufReader.Delimited }:
                    machineUuid = _texts.Get(reader.ReadBytes());
                    break;
                case { Field: 6, WireType: ProtobufReader.Delimited }:
                    ReadPair(reader.ReadBytes(), _tags);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new LogGroup { Topic = topic, Source = source, MachineUuid = machineUuid, Tags = _tags.Take(), Logs = logs };
    }

    private static void ReadPair(ReadOnlySpan<byte> data, FieldCollector target)
    {
        if (PlainPair.Is(data, out int nameLength, out int valueBegin))
        {
            target.Add(data.Slice(PlainPair.NameBegin, nameLength), data[valueBegin..]);
            return;
        }

        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> value = default;
        bool hasName = false;
        bool hasValue = false;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }:
                    name = reader.ReadBytes();
                    hasName = true;
                    break;
                case { Field: 2, WireType: ProtobufReader.Delimited }:
                    value = reader.ReadBytes();
                    hasValue = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!hasName || !hasValue)
        {
            throw reader.Damaged(hasName ? "a field has no value" : "a field has no name");
        }

        target.Add(name, value);
    }
}
