using System.Buffers;
using System.Buffers.Binary;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Makes LogGroup messages of records. Source, topic and tags belong to the group: logs that a script has given different ones come in
/// different groups («unconfirmed»), in the order of their first logs.
/// </summary>
/// <param name="origin">The LogGroup message the records were read from; what no script sees goes on with its logs.</param>
internal sealed class SplGroupWriter(byte[] origin)
{
    private const byte Logs = 0x0A;
    private const byte LogTime = 0x08;
    private const byte LogContent = 0x12;
    private const byte LogNanoseconds = 0x25;
    private const byte First = 0x0A;
    private const byte Second = 0x12;
    private const byte Topic = 0x1A;
    private const byte Source = 0x22;

    private readonly List<(string Key, ArrayBufferWriter<byte> Message, int Count)> _groups = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public void Add(SplRecord record)
    {
        string key = OriginOf(record);
        if (!_places.TryGetValue(key, out int place))
        {
            place = _groups.Count;
            _places.Add(key, place);
            _groups.Add((key, WriteOrigin(record), 0));
        }
        (_, ArrayBufferWriter<byte> message, int count) = _groups[place];
        WriteLog(message, record);
        _groups[place] = (key, message, count + 1);
    }

    /// <summary>The messages, with the numbers of their logs.</summary>
    public IEnumerable<(byte[] Message, int Count)> Finish()
    {
        return _groups.Select(group => (group.Message.WrittenSpan.ToArray(), group.Count));
    }

    private static bool IsOfGroup(string name)
    {
        return name is SplNames.Source or SplNames.Topic || name.StartsWith(SplNames.TagPrefix, StringComparison.Ordinal);
    }

    private static string OriginOf(SplRecord record)
    {
        return string.Concat(record.Fields.Where(field => IsOfGroup(field.Name) && field.Value is not null).SelectMany(field =>
        {
            string value = Utf8Text.String(field.Text());
            return (string[])[field.Name, "\0", value.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), "\0", value];
        }));
    }

    private ArrayBufferWriter<byte> WriteOrigin(SplRecord record)
    {
        ArrayBufferWriter<byte> message = new();
        WireReader reader = new(origin);
        for (int start = 0; reader.NextField(); start = reader.Position)
        {
            bool isSeen = reader.Field is 1 or 3 or 4 or 6;
            reader.Skip();
            if (!isSeen)
            {
                message.Write(origin.AsSpan(start..reader.Position));
            }
        }
        foreach (SplField field in record.Fields)
        {
            if (!IsOfGroup(field.Name) || field.Text() is not { } value)
            {
                continue;
            }
            if (field.Name is SplNames.Source or SplNames.Topic)
            {
                WriteBytes(message, field.Name == SplNames.Source ? Source : Topic, value);
            }
            else
            {
                WireWriter.WriteTag(message, field.Name[SplNames.TagPrefix.Length..], Utf8Text.String(value));
            }
        }
        return message;
    }

    /// <summary>A field without a value is left out («unconfirmed»).</summary>
    private static void WriteLog(ArrayBufferWriter<byte> message, SplRecord record)
    {
        ArrayBufferWriter<byte> log = new();
        WireWriter.WriteHeader(log, LogTime, unchecked((int)record.Time));
        foreach (SplField field in record.Fields)
        {
            if (IsOfGroup(field.Name) || field.Text() is not { } value)
            {
                continue;
            }
            byte[] key = Utf8Text.Bytes(field.Name);
            WireWriter.WriteHeader(log, LogContent, 2 + WireWriter.VarintSize(key.Length) + key.Length + WireWriter.VarintSize(value.Length) + value.Length);
            WriteBytes(log, First, key);
            WriteBytes(log, Second, value);
        }
        if (record.Nanoseconds is { } nanoseconds)
        {
            Span<byte> bytes = log.GetSpan(5);
            bytes[0] = LogNanoseconds;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], nanoseconds);
            log.Advance(5);
        }
        WriteBytes(message, Logs, log.WrittenSpan);
    }

    private static void WriteBytes(ArrayBufferWriter<byte> output, byte tag, ReadOnlySpan<byte> value)
    {
        WireWriter.WriteHeader(output, tag, value.Length);
        output.Write(value);
    }
}
