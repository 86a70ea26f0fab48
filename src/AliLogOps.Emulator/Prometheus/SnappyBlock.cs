using AliLogOps.Emulator.Http;
using Snappier;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>A body in snappy's block format, which is not its framing format.</summary>
internal static class SnappyBlock
{
    /// <exception cref="SlsException">400 PostBodyUncompressError, 413 PostBodyTooLarge.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> block)
    {
        // the block says first how much it holds: nothing is allocated for one that says too much
        long size = ReadSize(block);
        if (size > BodyCompression.MaxRawSize)
        {
            throw SlsErrors.PostBodyTooLarge(size, BodyCompression.MaxRawSize).ToException();
        }
        byte[] raw = new byte[size];
        try
        {
            return Snappy.Decompress(block, raw) == size ? raw : throw NoBlock();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            // the second is what a block gives that holds more than it says
            throw NoBlock();
        }
    }

    /// <summary>A varint of 32 bits.</summary>
    private static long ReadSize(ReadOnlySpan<byte> block)
    {
        long size = 0;
        for (int i = 0; i < block.Length && i < 5; i++)
        {
            size |= (long)(block[i] & 0x7F) << (7 * i);
            if (block[i] < 0x80)
            {
                return size;
            }
        }
        throw NoBlock();
    }

    private static SlsException NoBlock()
    {
        return SlsErrors.PostBodyUncompressError("the body is no snappy block: send a protobuf message compressed with snappy's block format").ToException();
    }
}
