using System.Buffers;
using System.Buffers.Binary;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>
/// Joins LZ4 blocks and plain bytes into one block without inflating anything. A block is a run of sequences, each some literals
/// and a match that points back into what came before; only the last has no match (LZ4 block format description). So the end of
/// one block, what stands between, and the first literals of the next become the literals of one sequence, and everything else
/// is copied as it is: matches point back by distance, which does not change.
/// </summary>
internal sealed class Lz4Splicer
{
    private const int MinMatch = 4;
    private const int LastLiterals = 5;
    private const int MatchLimit = 12;

    private readonly ArrayBufferWriter<byte> _block;

    // literals that wait for the match that ends their sequence
    private readonly ArrayBufferWriter<byte> _waiting = new(256);

    /// <param name="capacity">Bytes the block may come to.</param>
    public Lz4Splicer(int capacity)
    {
        _block = new ArrayBufferWriter<byte>(Math.Max(1, capacity));
    }

    /// <summary>Adds bytes that are not compressed.</summary>
    public void AddPlain(ReadOnlySpan<byte> bytes)
    {
        _waiting.Write(bytes);
    }

    /// <summary>Adds what a block holds.</summary>
    /// <param name="rawSize">Size of what it holds.</param>
    /// <returns>False if it is no block of that size as encoders write them; nothing has been added then.</returns>
    public bool TryAdd(ReadOnlySpan<byte> block, int rawSize)
    {
        if (!TryFindLast(block, rawSize, out int last))
        {
            return false;
        }
        if (last > 0)
        {
            Sequence first = Sequence.Read(block, 0);
            WriteLiterals(block.Slice(first.Literals, first.LiteralLength), block[0] & 0x0F);
            _block.Write(block[first.Match..last]);
        }
        Sequence end = Sequence.Read(block, last);
        _waiting.Write(block.Slice(end.Literals, end.LiteralLength));
        return true;
    }

    /// <summary>The block.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        WriteLiterals([], 0);
        return _block.WrittenMemory;
    }

    /// <summary>Begins a sequence: what waits and some more as its literals; its match follows.</summary>
    private void WriteLiterals(ReadOnlySpan<byte> more, int matchBits)
    {
        int length = _waiting.WrittenCount + more.Length;
        Span<byte> head = _block.GetSpan(2 + (length / 255));
        int size = 1;
        head[0] = (byte)((Math.Min(length, 15) << 4) | matchBits);
        if (length >= 15)
        {
            int rest = length - 15;
            for (; rest >= 255; rest -= 255)
            {
                head[size++] = 255;
            }
            head[size++] = (byte)rest;
        }
        _block.Advance(size);
        _block.Write(_waiting.WrittenSpan);
        _block.Write(more);
        _waiting.ResetWrittenCount();
    }

    /// <summary>Walks the sequences to the last one and checks what a decoder relies on.</summary>
    private static bool TryFindLast(ReadOnlySpan<byte> block, int rawSize, out int last)
    {
        last = 0;
        long size = 0;
        long lastMatch = long.MinValue;
        while (last < block.Length)
        {
            Sequence sequence = Sequence.Read(block, last);
            if (!sequence.IsWhole)
            {
                return false;
            }
            size += sequence.LiteralLength;
            if (sequence.Match == block.Length)
            {
                return size == rawSize && (lastMatch < 0 || (sequence.LiteralLength >= LastLiterals && size - lastMatch >= MatchLimit));
            }
            if (sequence.Distance == 0 || sequence.Distance > size)
            {
                return false;
            }
            lastMatch = size;
            size += sequence.MatchLength;
            last = sequence.Next;
        }
        return false;
    }

    /// <summary>One sequence of a block: positions in the block, lengths in bytes.</summary>
    private ref struct Sequence
    {
        public bool IsWhole { get; private set; }

        public int Literals { get; private set; }

        public int LiteralLength { get; private set; }

        /// <summary>Where the match begins; the end of the block if there is none.</summary>
        public int Match { get; private set; }

        public int Distance { get; private set; }

        public long MatchLength { get; private set; }

        public int Next { get; private set; }

        public static Sequence Read(ReadOnlySpan<byte> block, int start)
        {
            Sequence sequence = default;
            int position = start + 1;
            long literals = Length(block, block[start] >> 4, ref position);
            if (literals > block.Length - position)
            {
                return sequence;
            }
            sequence.Literals = position;
            sequence.LiteralLength = (int)literals;
            sequence.Match = position + (int)literals;
            if (sequence.Match == block.Length)
            {
                sequence.IsWhole = true;
                return sequence;
            }
            if (block.Length - sequence.Match < sizeof(ushort))
            {
                return sequence;
            }
            sequence.Distance = BinaryPrimitives.ReadUInt16LittleEndian(block[sequence.Match..]);
            position = sequence.Match + sizeof(ushort);
            sequence.MatchLength = MinMatch + Length(block, block[start] & 0x0F, ref position);
            sequence.Next = position;
            sequence.IsWhole = position <= block.Length;
            return sequence;
        }

        /// <summary>A length of which a token holds the first four bits; the position goes behind the block if it is cut off.</summary>
        private static long Length(ReadOnlySpan<byte> block, int bits, ref int position)
        {
            long length = bits;
            if (bits == 15)
            {
                int part;
                do
                {
                    if (position >= block.Length)
                    {
                        position = block.Length + 1;
                        return length;
                    }
                    part = block[position++];
                    length += part;
                }
                while (part == 255);
            }
            return length;
        }
    }
}
