using System.Text;

namespace AliLogOps.Logs;

/// <summary>Bytes a log takes in the body of a request, so that batches are closed before they grow too large.</summary>
internal static class ProtobufSize
{
    /// <summary>Time and part of a second of one log, with the log's own tag and length.</summary>
    public const int Time = 17;

    public static int Field(string key, int valueBytes)
    {
        var keyBytes = Encoding.UTF8.GetByteCount(key);
        var content = 2 + Varint(keyBytes) + keyBytes + Varint(valueBytes) + valueBytes;
        return 1 + Varint(content) + content;
    }

    private static int Varint(int value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        _ => 4,
    };
}
