using System.Buffers;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>What is left of a LogGroup message when some of its logs are taken out; everything else stays byte by byte.</summary>
internal sealed class LogGroupRest
{
    /// <summary>A Topic of no characters: a message that would otherwise be empty, which no compressed block can stand for.</summary>
    private static ReadOnlySpan<byte> EmptyTopic => [0x1A, 0x00];

    private LogGroupRest(byte[] bytes, int logCount, uint minTime, uint maxTime)
    {
        Bytes = bytes;
        LogCount = logCount;
        MinTime = minTime;
        MaxTime = maxTime;
    }

    public byte[] Bytes { get; }

    public int LogCount { get; }

    /// <summary>Epoch seconds; 0 if no log is left.</summary>
    public uint MinTime { get; }

    /// <summary>Epoch seconds; 0 if no log is left.</summary>
    public uint MaxTime { get; }

    /// <param name="group">LogGroup message.</param>
    /// <param name="doomed">Places of the logs to take out.</param>
    /// <exception cref="WireFormatException">The bytes are no log group.</exception>
    public static LogGroupRest Of(ReadOnlySpan<byte> group, IReadOnlySet<int> doomed)
    {
        ArrayBufferWriter<byte> kept = new(Math.Max(2, group.Length));
        int index = 0;
        int count = 0;
        uint min = uint.MaxValue;
        uint max = 0;
        WireReader reader = new(group);
        for (int start = 0; reader.NextField(); start = reader.Position)
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                kept.Write(group[start..reader.Position]);
                continue;
            }
            ReadOnlySpan<byte> log = reader.ReadBytes();
            if (doomed.Contains(index++))
            {
                continue;
            }
            uint time = TimeOf(log);
            min = Math.Min(min, time);
            max = Math.Max(max, time);
            count++;
            kept.Write(group[start..reader.Position]);
        }
        if (kept.WrittenCount == 0)
        {
            kept.Write(EmptyTopic);
        }
        return new LogGroupRest(kept.WrittenSpan.ToArray(), count, count == 0 ? 0 : min, max);
    }

    private static uint TimeOf(ReadOnlySpan<byte> log)
    {
        LogFields fields = new(log);
        while (fields.Next())
        {
            // the time may come after the contents
        }
        return fields.Time ?? 0;
    }
}
