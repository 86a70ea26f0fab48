namespace AliLogOps.Emulator.Logs.Search;

/// <summary>A segment in the form in which it is stored.</summary>
/// <param name="Frame">See <see cref="SegmentFrame"/>.</param>
/// <param name="Blocks">Postings by field and word, then the numbers of each field.</param>
internal sealed record SegmentImage(SegmentFrame Frame, IReadOnlyList<byte[]> Blocks)
{
    /// <summary>Bytes after which a block of postings is closed.</summary>
    private const int BlockSize = 16 * 1024;

    /// <summary>Lists longer than this part of all logs are stored as a bit map.</summary>
    private const int DensePart = 8;

    public static SegmentImage Of(MemorySegment segment)
    {
        List<byte[]> blocks = [];
        BlockStart[] starts = WritePostings(segment, blocks);
        Dictionary<string, int> numberBlocks = [];
        foreach ((string field, NumberColumn column) in segment.Numbers)
        {
            numberBlocks.Add(field, blocks.Count);
            blocks.Add(WriteNumbers(column));
        }
        SegmentFrame frame = new()
        {
            Times = segment.Times.ToArray(),
            Groups = segment.GroupList.ToArray(),
            Origins = [.. segment.OriginList],
            KeyLists = [.. segment.KeyListList],
            KeyListOf = segment.KeyListList.Count > 1 ? segment.KeyListNumbers.ToArray() : null,
            Fields = segment.Fields,
            Blocks = starts,
            NumberBlocks = numberBlocks,
        };
        return new SegmentImage(frame, blocks);
    }

    private static BlockStart[] WritePostings(MemorySegment segment, List<byte[]> blocks)
    {
        Lexicon words = segment.Words;
        (int[] documents, int[] ends) = GroupByWord(segment);
        int[] order = WordOrder.Of(words);
        List<BlockStart> starts = [];
        ByteWriter writer = new();
        ByteWriter list = new();
        foreach (int word in order)
        {
            if (writer.Length == 0)
            {
                starts.Add(new BlockStart(words.Field(word), words.Word(word).ToArray()));
            }
            writer.WriteNumber(words.Field(word));
            writer.WriteBytes(words.Word(word));
            list.Clear();
            WriteList(documents.AsSpan((word == 0 ? 0 : ends[word - 1])..ends[word]), segment.Documents, list, writer);
            if (writer.Length >= BlockSize)
            {
                blocks.Add(writer.ToArray());
                writer.Clear();
            }
        }
        if (writer.Length > 0)
        {
            blocks.Add(writer.ToArray());
        }
        return [.. starts];
    }

    /// <summary>Turns words of each log into logs of each word.</summary>
    private static (int[] Documents, int[] Ends) GroupByWord(MemorySegment segment)
    {
        ReadOnlySpan<int> postings = segment.Postings;
        int[] next = new int[segment.Words.Count + 1];
        foreach (int word in postings)
        {
            next[word + 1]++;
        }
        for (int word = 1; word < next.Length; word++)
        {
            next[word] += next[word - 1];
        }
        int[] documents = new int[postings.Length];
        ReadOnlySpan<int> ends = segment.PostingEnds;
        for (int document = 0, position = 0; document < ends.Length; document++)
        {
            for (; position < ends[document]; position++)
            {
                documents[next[postings[position]]++] = document;
            }
        }
        // every entry has moved to the end of its word
        return (documents, next);
    }

    private static void WriteList(ReadOnlySpan<int> documents, int all, ByteWriter list, ByteWriter writer)
    {
        bool dense = documents.Length > all / DensePart;
        if (dense)
        {
            byte[] bits = new byte[(all + 7) / 8];
            foreach (int document in documents)
            {
                bits[document >> 3] |= (byte)(1 << (document & 7));
            }
            list.WriteRaw(bits);
        }
        else
        {
            int last = 0;
            foreach (int document in documents)
            {
                list.WriteNumber(document - last);
                last = document;
            }
        }
        writer.WriteNumber(((ulong)list.Length << 1) | (dense ? 1UL : 0UL));
        writer.WriteRaw(list.Span);
    }

    private static byte[] WriteNumbers(NumberColumn column)
    {
        ByteWriter writer = new();
        writer.WriteByte(column.IsDouble ? (byte)1 : (byte)0);
        writer.WriteNumber(column.Count);
        int last = 0;
        for (int i = 0; i < column.Count; i++)
        {
            writer.WriteNumber(column.Document(i) - last);
            last = column.Document(i);
            if (column.IsDouble)
            {
                writer.WriteFixed(column.Bits(i));
            }
            else
            {
                writer.WriteSigned(column.Bits(i));
            }
        }
        return writer.ToArray();
    }
}
