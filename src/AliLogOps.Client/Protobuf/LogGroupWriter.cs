using System.Buffers.Binary;
using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// Writes a log group as the protocol's protobuf (Log Service API: "Data encoding method"). Sizes are counted first, so the bytes go
/// out in one pass without moving anything.
/// </summary>
internal static class LogGroupWriter
{
    private const byte LogTag = 0x0a;
    private const byte TopicTag = 0x1a;
    private const byte SourceTag = 0x22;
    private const byte MachineUuidTag = 0x2a;
    private const byte LogTagsTag = 0x32;
    private const byte TimeTag = 0x08;
    private const byte ContentTag = 0x12;
    private const byte NanosecondTag = 0x25;
    private const byte KeyTag = 0x0a;
    private const byte ValueTag = 0x12;
    private const int NanosecondSize = 5;

    /// <summary>Bytes the group takes.</summary>
    /// <exception cref="ArgumentException">It is larger than an array can be, or a log's nanosecond is out of range.</exception>
    public static int Measure(LogGroup group)
    {
        long size = 0;
        // by index: enumerating through the interface would allocate for every log
        for (int i = 0; i < group.Logs.Count; i++)
        {
            size += LengthDelimited(MeasureLog(group.Logs[i]));
        }

        size += MeasureOptional(group.Topic) + MeasureOptional(group.Source) + MeasureOptional(group.MachineUuid);
        foreach (KeyValuePair<string, string> tag in group.Tags)
        {
            size += LengthDelimited(MeasurePair(tag));
        }

        return size <= Array.MaxLength ? (int)size : throw new ArgumentException($"The log group takes {size} bytes; send fewer logs at a time.", nameof(group));
    }

    /// <summary>Writes the group; returns the bytes written.</summary>
    public static int Write(LogGroup group, Span<byte> target)
    {
        int position = 0;
        for (int i = 0; i < group.Logs.Count; i++)
        {
            LogItem log = group.Logs[i];
            target[position++] = LogTag;
            WriteVarint(target, ref position, (uint)MeasureLog(log));
            WriteLog(target, ref position, log);
        }

        WriteOptional(target, ref position, TopicTag, group.Topic);
        WriteOptional(target, ref position, SourceTag, group.Source);
        WriteOptional(target, ref position, MachineUuidTag, group.MachineUuid);
        foreach (KeyValuePair<string, string> tag in group.Tags)
        {
            target[position++] = LogTagsTag;
            WritePair(target, ref position, tag);
        }

        return position;
    }

    private static long MeasureLog(LogItem log)
    {
        long size = 1 + VarintSize(log.UnixTime);
        for (int i = 0; i < log.Contents.Count; i++)
        {
            size += LengthDelimited(MeasurePair(log.Contents[i]));
        }

        if (log.Nanosecond is { } nanosecond)
        {
            if (nanosecond is < 0 or > 999_999_999)
            {
                throw new ArgumentException($"The nanosecond {nanosecond} of a log is out of range; it lies between 0 and 999999999.", nameof(log));
            }

            size += NanosecondSize;
        }

        return size;
    }

    private static void WriteLog(Span<byte> target, ref int position, LogItem log)
    {
        target[position++] = TimeTag;
        WriteVarint(target, ref position, log.UnixTime);
        for (int i = 0; i < log.Contents.Count; i++)
        {
            target[position++] = ContentTag;
            WritePair(target, ref position, log.Contents[i]);
        }

        if (log.Nanosecond is { } nanosecond)
        {
            target[position++] = NanosecondTag;
            BinaryPrimitives.WriteUInt32LittleEndian(target[position..], (uint)nanosecond);
            position += sizeof(uint);
        }
    }

    private static long MeasurePair(KeyValuePair<string, string> pair) =>
        LengthDelimited(Encoding.UTF8.GetByteCount(pair.Key)) + LengthDelimited(Encoding.UTF8.GetByteCount(pair.Value));

    private static void WritePair(Span<byte> target, ref int position, KeyValuePair<string, string> pair)
    {
        int keyLength = Encoding.UTF8.GetByteCount(pair.Key);
        int valueLength = Encoding.UTF8.GetByteCount(pair.Value);
        WriteVarint(target, ref position, (uint)(LengthDelimited(keyLength) + LengthDelimited(valueLength)));
        WriteText(target, ref position, KeyTag, pair.Key, keyLength);
        WriteText(target, ref position, ValueTag, pair.Value, valueLength);
    }

    private static long MeasureOptional(string text) => text.Length == 0 ? 0 : LengthDelimited(Encoding.UTF8.GetByteCount(text));

    private static void WriteOptional(Span<byte> target, ref int position, byte tag, string text)
    {
        if (text.Length > 0)
        {
            WriteText(target, ref position, tag, text, Encoding.UTF8.GetByteCount(text));
        }
    }

    private static void WriteText(Span<byte> target, ref int position, byte tag, string text, int length)
    {
        target[position++] = tag;
        WriteVarint(target, ref position, (uint)length);
        position += Encoding.UTF8.GetBytes(text, target.Slice(position, length));
    }

    private static void WriteVarint(Span<byte> target, ref int position, uint value)
    {
        while (value >= 0x80)
        {
            target[position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[position++] = (byte)value;
    }

    // tag, length, and the bytes themselves
    private static long LengthDelimited(long length) => 1 + VarintSize((ulong)length) + length;

    private static int VarintSize(ulong value)
    {
        int size = 1;
        while ((value >>= 7) != 0)
        {
            size++;
        }

        return size;
    }
}
