using AliLogOps.Emulator.Http;
using Snappier;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>A body in snappy's block format (format_description.txt of snappy), which is not its framing format.</summary>
internal static class SnappyBlock
{
    /// <exception cref="SlsException">400 PostBodyUncompressError, 413 PostBodyTooLarge.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> block)
    {
        // the block says first how much it holds: nothing is allocated for one that says too much
        long size = ReadSize(block, out int start);
        if (size > BodyCompression.MaxRawSize)
        {
            throw SlsErrors.PostBodyTooLarge(size, BodyCompression.MaxRawSize).ToException();
        }
        // the library stops at the size it was told and passes over what a block holds beyond it
        if (Measure(block[start..]) != size)
        {
            throw NoBlock();
        }
        byte[] raw = new byte[size];
        try
        {
            return Snappy.Decompress(block, raw) == size ? raw : throw NoBlock();
        }
        catch (InvalidDataException)
        {
            throw NoBlock();
        }
    }

    /// <summary>A varint of 32 bits.</summary>
    private static long ReadSize(ReadOnlySpan<byte> block, out int length)
    {
        long size = 0;
        for (length = 1; length <= block.Length && length <= 5; length++)
        {
            byte part = block[length - 1];
            size |= (long)(part & 0x7F) << (7 * (length - 1));
            if (part < 0x80)
            {
                return size;
            }
        }
        throw NoBlock();
    }

    /// <summary>Bytes that the elements of a block stand for.</summary>
    private static long Measure(ReadOnlySpan<byte> elements)
    {
        long size = 0;
        while (!elements.IsEmpty)
        {
            (long length, long skip) = Element(elements);
            if (skip > elements.Length)
            {
                throw NoBlock();
            }
            size += length;
            elements = elements[(int)skip..];
        }
        return size;
    }

    /// <summary>What the first element stands for, and the bytes it takes.</summary>
    private static (long Length, long Skip) Element(ReadOnlySpan<byte> elements)
    {
        int tag = elements[0];
        int high = tag >> 2;
        switch (tag & 3)
        {
            case 0 when high < 60:
                return (high + 1, high + 2);
            case 0:
                // the length follows in one to four bytes
                int bytes = high - 59;
                long length = 1;
                for (int i = 0; i < bytes && i + 1 < elements.Length; i++)
                {
                    length += (long)elements[i + 1] << (8 * i);
                }
                return (length, 1 + bytes + length);
            case 1:
                return ((high & 7) + 4, 2);
            case 2:
                return (high + 1, 3);
            default:
                return (high + 1, 5);
        }
    }

    private static SlsException NoBlock()
    {
        return SlsErrors.PostBodyUncompressError("the body is no snappy block: send a protobuf message compressed with snappy's block format").ToException();
    }
}
