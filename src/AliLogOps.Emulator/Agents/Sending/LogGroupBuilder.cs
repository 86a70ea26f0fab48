using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// Collects the logs of one source as the protobuf message <c>LogGroup</c> (Log Service API: data encoding). Logs are encoded
/// as they come, straight from the line, so that a waiting log costs its bytes and no objects.
/// </summary>
internal sealed class LogGroupBuilder(ReadOnlySpan<byte> source, long openedAt, bool outOfWindow)
{
    private const byte LogsTag = 0x0a;
    private const byte TimeTag = 0x08;
    private const byte ContentsTag = 0x12;
    private const byte KeyTag = 0x0a;
    private const byte ValueTag = 0x12;
    private const byte SourceTag = 0x22;
    private const byte LogTagsTag = 0x32;
    private const int InitialCapacity = 1024;

    private readonly ProtobufBuffer _buffer = new(InitialCapacity);
    private readonly byte[] _source = source.ToArray();

    /// <summary>The source all logs of the group share.</summary>
    public ReadOnlySpan<byte> Source => _source;

    /// <summary>Timestamp of the first log's arrival.</summary>
    public long OpenedAt { get; } = openedAt;

    /// <summary>Whether its logs have times the service may refuse.</summary>
    public bool OutOfWindow { get; } = outOfWindow;

    /// <summary>How many logs are in.</summary>
    public int Count { get; private set; }

    /// <summary>Their size in bytes, uncompressed.</summary>
    public int Size => _buffer.Length;

    /// <summary>What <paramref name="line"/> would add to <see cref="Size"/>.</summary>
    public static int SizeOf(in StreamLogLine line) => ProtobufSize.Field(BodySize(line));

    /// <summary>Adds a log: the fields in the order of the line, then <c>msg</c>. Version and tag are not stored.</summary>
    public void Append(in StreamLogLine line)
    {
        StreamLogFormat format = line.Format!;
        _buffer.WriteHead(LogsTag, BodySize(line));
        _buffer.WriteNumber(TimeTag, line.Time);
        StreamLogLine.FieldEnumerator fields = line.Fields;
        while (fields.MoveNext())
        {
            AppendContent(ContentsTag, format.KeyUtf8(fields.Index), fields.Current);
        }

        AppendContent(ContentsTag, "msg"u8, line.Message);
        Count++;
    }

    /// <summary>Ends the group: source and tags, and no topic. Nothing can be added afterwards.</summary>
    public ReadOnlyMemory<byte> Complete(IReadOnlyList<KeyValuePair<byte[], byte[]>> tags)
    {
        _buffer.WriteField(SourceTag, _source);
        foreach ((byte[] key, byte[] value) in tags)
        {
            AppendContent(LogTagsTag, key, value);
        }

        return _buffer.Written;
    }

    private static int BodySize(in StreamLogLine line)
    {
        int size = 1 + ProtobufSize.Varint(line.Time);
        StreamLogLine.FieldEnumerator fields = line.Fields;
        while (fields.MoveNext())
        {
            size += ProtobufSize.Field(ContentSize(line.Format!.KeyUtf8(fields.Index), fields.Current));
        }

        return size + ProtobufSize.Field(ContentSize("msg"u8, line.Message));
    }

    private static int ContentSize(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        ProtobufSize.Field(key.Length) + ProtobufSize.Field(value.Length);

    private void AppendContent(byte tag, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _buffer.WriteHead(tag, ContentSize(key, value));
        _buffer.WriteField(KeyTag, key);
        _buffer.WriteField(ValueTag, value);
    }
}
