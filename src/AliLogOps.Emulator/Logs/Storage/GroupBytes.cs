using AliLogOps.Emulator.Logs.Wire;
using K4os.Compression.LZ4;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>The stored form of a log group.</summary>
internal static class GroupBytes
{
    public static byte[] Compress(ReadOnlySpan<byte> raw)
    {
        byte[] buffer = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
        int length = LZ4Codec.Encode(raw, buffer);
        return buffer[..length];
    }

    /// <summary>The LogGroup message with the tags the service added: a message may be continued by appending fields.</summary>
    public static byte[] Restore(ReadOnlySpan<byte> compressed, int rawSize, ReadOnlySpan<byte> addedTags)
    {
        byte[] bytes = new byte[rawSize + addedTags.Length];
        if (LZ4Codec.Decode(compressed, bytes.AsSpan(0, rawSize)) != rawSize)
        {
            throw new WireFormatException("a stored log group is damaged");
        }
        addedTags.CopyTo(bytes.AsSpan(rawSize));
        return bytes;
    }
}
