using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A complete segment: the frame in memory, blocks of postings and numbers read when they are asked for.</summary>
internal sealed class StoredSegment(IndexDefinition definition, StoredSegmentInfo info, SegmentFrame frame, Func<int, byte[]> readBlock)
    : Segment(definition)
{
    public override int Documents => info.Documents;

    public override uint MinTime => info.MinTime;

    public override uint MaxTime => info.MaxTime;

    public override ReadOnlySpan<uint> Times => frame.Times;

    protected override ReadOnlySpan<SegmentGroup> Groups => frame.Groups;

    protected override IReadOnlyList<GroupOrigin> Origins => frame.Origins;

    protected override IReadOnlyList<string[]> KeyLists => frame.KeyLists;

    protected override int KeyListOf(int document)
    {
        return frame.KeyListOf is { } numbers ? numbers[document] : 0;
    }

    public override void AddNumbers(string field, NumberRange range, DocSet result)
    {
        if (!frame.NumberBlocks.TryGetValue(field, out int block))
        {
            return;
        }
        ByteReader reader = new(readBlock(block));
        bool isDouble = reader.ReadByte() == 1;
        int document = 0;
        for (int count = reader.ReadInt(); count > 0; count--)
        {
            document += reader.ReadInt();
            bool fits = isDouble
                ? range.Contains(BitConverter.Int64BitsToDouble(reader.ReadFixed()))
                : range.Contains(reader.ReadSigned());
            if (fits)
            {
                result.Add(document);
            }
        }
    }

    protected override void AddPostings(string field, ReadOnlySpan<byte> word, DocSet result)
    {
        int block = frame.Fields.TryGetValue(field, out int number) ? LastBlockUpTo(number, word) : -1;
        if (block < 0)
        {
            return;
        }
        ByteReader reader = new(readBlock(block));
        while (!reader.IsAtEnd)
        {
            int entryField = reader.ReadInt();
            ReadOnlySpan<byte> entryWord = reader.ReadBytes();
            ulong header = reader.ReadNumber();
            ReadOnlySpan<byte> list = reader.ReadRaw((int)(header >> 1));
            if (entryField == number && entryWord.SequenceEqual(word))
            {
                AddList(list, (header & 1) != 0, result);
                return;
            }
        }
    }

    protected override void AddPostings(string field, WordPattern pattern, DocSet result)
    {
        if (!frame.Fields.TryGetValue(field, out int number))
        {
            return;
        }
        for (int block = Math.Max(0, LastBlockUpTo(number, pattern.Prefix)); block < frame.Blocks.Length; block++)
        {
            ByteReader reader = new(readBlock(block));
            while (!reader.IsAtEnd)
            {
                int entryField = reader.ReadInt();
                ReadOnlySpan<byte> word = reader.ReadBytes();
                ulong header = reader.ReadNumber();
                ReadOnlySpan<byte> list = reader.ReadRaw((int)(header >> 1));
                if (entryField > number || (entryField == number && IsPast(word, pattern.Prefix)))
                {
                    return;
                }
                if (entryField == number && word[0] != EmptyWord[0] && pattern.Matches(word))
                {
                    AddList(list, (header & 1) != 0, result);
                }
            }
        }
    }

    /// <summary>The word comes after all words with the prefix.</summary>
    private static bool IsPast(ReadOnlySpan<byte> word, byte[] prefix)
    {
        return !word.StartsWith(prefix) && word.SequenceCompareTo(prefix) > 0;
    }

    private static void AddList(ReadOnlySpan<byte> list, bool dense, DocSet result)
    {
        if (dense)
        {
            result.UnionWith(list);
            return;
        }
        ByteReader reader = new(list);
        int document = 0;
        while (!reader.IsAtEnd)
        {
            document += reader.ReadInt();
            result.Add(document);
        }
    }

    /// <summary>The last block whose first word is not after the given one, or -1.</summary>
    private int LastBlockUpTo(int field, ReadOnlySpan<byte> word)
    {
        int low = -1;
        int high = frame.Blocks.Length - 1;
        while (low < high)
        {
            int middle = low + ((high - low + 1) / 2);
            BlockStart start = frame.Blocks[middle];
            int order = start.Field != field ? start.Field.CompareTo(field) : start.Word.AsSpan().SequenceCompareTo(word);
            if (order <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return low;
    }
}
