using System.Buffers;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>A LogGroup message some of whose logs are others; everything else stays byte by byte.</summary>
internal static class LogGroupReplacement
{
    /// <param name="group">LogGroup message.</param>
    /// <param name="logs">Log messages by their place in the group.</param>
    /// <exception cref="WireFormatException">The bytes are no log group.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> group, IReadOnlyDictionary<int, byte[]> logs)
    {
        ArrayBufferWriter<byte> result = new(Math.Max(1, group.Length));
        WireReader reader = new(group);
        for (int start = 0, index = 0; reader.NextField(); start = reader.Position)
        {
            bool isLog = reader.Field == 1;
            reader.Skip();
            if (isLog && logs.TryGetValue(index++, out byte[]? log))
            {
                WireWriter.WriteLog(result, log);
            }
            else
            {
                result.Write(group[start..reader.Position]);
            }
        }
        return result.WrittenSpan.ToArray();
    }
}
