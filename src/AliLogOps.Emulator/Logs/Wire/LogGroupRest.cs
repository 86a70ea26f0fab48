using System.Buffers;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>What is left of a LogGroup message when some of its logs are taken out; everything else stays byte by byte.</summary>
internal static class LogGroupRest
{
    /// <param name="group">LogGroup message.</param>
    /// <param name="doomed">Places of the logs to take out.</param>
    /// <exception cref="WireFormatException">The bytes are no log group.</exception>
    public static byte[] Of(ReadOnlySpan<byte> group, IReadOnlySet<int> doomed)
    {
        ArrayBufferWriter<byte> kept = new(Math.Max(1, group.Length));
        WireReader reader = new(group);
        for (int start = 0, index = 0; reader.NextField(); start = reader.Position)
        {
            bool isLog = reader.Field == 1;
            reader.Skip();
            if (!isLog || !doomed.Contains(index++))
            {
                kept.Write(group[start..reader.Position]);
            }
        }
        return kept.WrittenSpan.ToArray();
    }
}
