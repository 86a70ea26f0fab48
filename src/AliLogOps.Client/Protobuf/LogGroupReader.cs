using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// Reads log groups from the protocol's protobuf (Log Service API: "Data encoding method"). Unknown fields are passed over; bytes that
/// are no UTF-8 become replacement characters, as senders are not held to it.
/// </summary>
internal static class LogGroupReader
{
    /// <summary>Reads a LogGroupList.</summary>
    /// <exception cref="InvalidDataException">The bytes are none.</exception>
    public static List<LogGroup> ReadList(ReadOnlySpan<byte> data)
    {
        List<LogGroup> groups = [];
        TextCache names = new();
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            if (reader is { Field: 1, WireType: ProtobufReader.Delimited })
            {
                groups.Add(ReadGroup(reader.ReadBytes(), names));
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
    public static LogGroup Read(ReadOnlySpan<byte> data) => ReadGroup(data, new TextCache());

    private static LogGroup ReadGroup(ReadOnlySpan<byte> data, TextCache names)
    {
        List<LogItem> logs = [];
        List<KeyValuePair<string, string>>? tags = null;
        string topic = string.Empty;
        string source = string.Empty;
        string machineUuid = string.Empty;
        int contents = 8;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }:
                    LogItem log = ReadLog(reader.ReadBytes(), names, contents);
                    contents = log.Contents.Count;
                    logs.Add(log);
                    break;
                case { Field: 3, WireType: ProtobufReader.Delimited }:
                    topic = names.Get(reader.ReadBytes());
                    break;
                case { Field: 4, WireType: ProtobufReader.Delimited }:
                    source = names.Get(reader.ReadBytes());
                    break;
                case { Field: 5, WireType: ProtobufReader.Delimited }:
                    machineUuid = names.Get(reader.ReadBytes());
                    break;
                case { Field: 6, WireType: ProtobufReader.Delimited }:
                    (tags ??= []).Add(ReadPair(reader.ReadBytes(), names, cacheValue: true));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new LogGroup { Topic = topic, Source = source, MachineUuid = machineUuid, Tags = tags ?? [], Logs = logs };
    }

    private static LogItem ReadLog(ReadOnlySpan<byte> data, TextCache names, int expectedContents)
    {
        List<KeyValuePair<string, string>> contents = new(expectedContents);
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
                    contents.Add(ReadPair(reader.ReadBytes(), names, cacheValue: false));
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
            ? new LogItem { UnixTime = seconds, Nanosecond = nanosecond, Contents = contents }
            : throw reader.Damaged("a log has no time");
    }

    private static KeyValuePair<string, string> ReadPair(ReadOnlySpan<byte> data, TextCache names, bool cacheValue)
    {
        string? key = null;
        string? value = null;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }:
                    key = names.Get(reader.ReadBytes());
                    break;
                case { Field: 2, WireType: ProtobufReader.Delimited }:
                    value = cacheValue ? names.Get(reader.ReadBytes()) : Encoding.UTF8.GetString(reader.ReadBytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return key is not null && value is not null ? new(key, value) : throw reader.Damaged("a field has no name or no value");
    }
}
