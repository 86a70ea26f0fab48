using System.Buffers;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>Writes the few messages that are put together here: tags, lists of groups, and logs that have been changed.</summary>
internal static class WireWriter
{
    private const byte ListedGroup = 0x0A;
    private const byte GroupLog = 0x0A;
    private const byte LogContent = 0x12;
    private const byte GroupTag = 0x32;
    private const byte FirstString = 0x0A;
    private const byte SecondString = 0x12;

    /// <summary>A LogTags field; appended to the bytes of a LogGroup it adds a tag to the group.</summary>
    public static void WriteTag(IBufferWriter<byte> output, string key, string value)
    {
        WritePair(output, GroupTag, Utf8Text.Bytes(key), Utf8Text.Bytes(value));
    }

    /// <summary>A Contents field of a Log.</summary>
    public static void WriteContent(IBufferWriter<byte> output, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        WritePair(output, LogContent, key, value);
    }

    /// <summary>A Logs field of a LogGroup.</summary>
    public static void WriteLog(IBufferWriter<byte> output, ReadOnlySpan<byte> log)
    {
        WriteHeader(output, GroupLog, log.Length);
        output.Write(log);
    }

    /// <summary>The bytes before a group that is an item of a LogGroupList.</summary>
    /// <param name="size">Size of the group.</param>
    public static void WriteListedGroup(IBufferWriter<byte> output, int size)
    {
        WriteHeader(output, ListedGroup, size);
    }

    /// <summary>Size of a group as an item of a LogGroupList.</summary>
    public static int ListedSize(int size)
    {
        return 1 + VarintSize(size) + size;
    }

    private static void WritePair(IBufferWriter<byte> output, byte tag, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        WriteHeader(output, tag, 2 + VarintSize(key.Length) + key.Length + VarintSize(value.Length) + value.Length);
        WriteHeader(output, FirstString, key.Length);
        output.Write(key);
        WriteHeader(output, SecondString, value.Length);
        output.Write(value);
    }

    /// <summary>The bytes before a length-delimited value.</summary>
    /// <param name="tag">Field number and wire type.</param>
    /// <param name="length">Size of the value.</param>
    public static void WriteHeader(IBufferWriter<byte> output, byte tag, int length)
    {
        Span<byte> span = output.GetSpan(6);
        span[0] = tag;
        int size = 1;
        uint rest = (uint)length;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[size++] = (byte)(rest | 0x80);
        }
        span[size++] = (byte)rest;
        output.Advance(size);
    }

    /// <summary>Bytes that a number takes.</summary>
    public static int VarintSize(int value)
    {
        int size = 1;
        for (uint rest = (uint)value; rest >= 0x80; rest >>= 7)
        {
            size++;
        }
        return size;
    }
}
