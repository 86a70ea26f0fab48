namespace AliLogOps.Emulator.Logs.Search;

/// <summary>The binary form of a frame.</summary>
internal static class SegmentFrameFormat
{
    public static byte[] Write(SegmentFrame frame)
    {
        ByteWriter writer = new();
        WriteTimes(frame.Times, writer);
        WriteGroups(frame, writer);
        WriteKeyLists(frame, writer);
        WriteNames(frame.Fields, writer);
        writer.WriteNumber(frame.Blocks.Length);
        foreach (BlockStart block in frame.Blocks)
        {
            writer.WriteNumber(block.Field);
            writer.WriteBytes(block.Word);
        }
        WriteNames(frame.NumberBlocks, writer);
        return writer.ToArray();
    }

    public static SegmentFrame Read(ReadOnlySpan<byte> bytes)
    {
        ByteReader reader = new(bytes);
        uint[] times = ReadTimes(ref reader);
        (SegmentGroup[] groups, GroupOrigin[] origins) = ReadGroups(ref reader);
        (string[][] keyLists, int[]? keyListOf) = ReadKeyLists(ref reader, times.Length);
        Dictionary<string, int> fields = ReadNames(ref reader);
        BlockStart[] blocks = new BlockStart[reader.ReadInt()];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = new BlockStart(reader.ReadInt(), reader.ReadBytes().ToArray());
        }
        return new SegmentFrame
        {
            Times = times,
            Groups = groups,
            Origins = origins,
            KeyLists = keyLists,
            KeyListOf = keyListOf,
            Fields = fields,
            Blocks = blocks,
            NumberBlocks = ReadNames(ref reader),
        };
    }

    private static void WriteTimes(uint[] times, ByteWriter writer)
    {
        writer.WriteNumber(times.Length);
        long last = 0;
        foreach (uint time in times)
        {
            writer.WriteSigned(time - last);
            last = time;
        }
    }

    private static uint[] ReadTimes(ref ByteReader reader)
    {
        uint[] times = new uint[reader.ReadInt()];
        long last = 0;
        for (int i = 0; i < times.Length; i++)
        {
            last += reader.ReadSigned();
            times[i] = (uint)last;
        }
        return times;
    }

    private static void WriteGroups(SegmentFrame frame, ByteWriter writer)
    {
        writer.WriteNumber(frame.Groups.Length);
        SegmentGroup last = default;
        foreach (SegmentGroup group in frame.Groups)
        {
            writer.WriteNumber((ulong)(group.Id - last.Id));
            writer.WriteNumber(group.FirstDocument - last.FirstDocument);
            writer.WriteNumber(group.Origin);
            last = group;
        }
        writer.WriteNumber(frame.Origins.Length);
        foreach (GroupOrigin origin in frame.Origins)
        {
            writer.WriteText(origin.Topic);
            writer.WriteText(origin.Source);
            writer.WriteNumber(origin.Tags.Count);
            foreach ((string key, string value) in origin.Tags)
            {
                writer.WriteText(key);
                writer.WriteText(value);
            }
        }
    }

    private static (SegmentGroup[] Groups, GroupOrigin[] Origins) ReadGroups(ref ByteReader reader)
    {
        SegmentGroup[] groups = new SegmentGroup[reader.ReadInt()];
        SegmentGroup last = default;
        for (int i = 0; i < groups.Length; i++)
        {
            last = new SegmentGroup(last.Id + (long)reader.ReadNumber(), last.FirstDocument + reader.ReadInt(), reader.ReadInt());
            groups[i] = last;
        }
        GroupOrigin[] origins = new GroupOrigin[reader.ReadInt()];
        for (int i = 0; i < origins.Length; i++)
        {
            string topic = reader.ReadText();
            string source = reader.ReadText();
            KeyValuePair<string, string>[] tags = new KeyValuePair<string, string>[reader.ReadInt()];
            for (int tag = 0; tag < tags.Length; tag++)
            {
                string key = reader.ReadText();
                tags[tag] = new(key, reader.ReadText());
            }
            origins[i] = new GroupOrigin(topic, source, tags);
        }
        return (groups, origins);
    }

    private static void WriteKeyLists(SegmentFrame frame, ByteWriter writer)
    {
        writer.WriteNumber(frame.KeyLists.Length);
        foreach (string[] keys in frame.KeyLists)
        {
            writer.WriteNumber(keys.Length);
            foreach (string key in keys)
            {
                writer.WriteText(key);
            }
        }
        if (frame.KeyListOf is not { } numbers)
        {
            return;
        }
        // logs of one program follow each other: runs of the same list
        for (int start = 0; start < numbers.Length;)
        {
            int end = start + 1;
            while (end < numbers.Length && numbers[end] == numbers[start])
            {
                end++;
            }
            writer.WriteNumber(end - start);
            writer.WriteNumber(numbers[start]);
            start = end;
        }
    }

    private static (string[][] KeyLists, int[]? KeyListOf) ReadKeyLists(ref ByteReader reader, int documents)
    {
        string[][] lists = new string[reader.ReadInt()][];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = new string[reader.ReadInt()];
            for (int key = 0; key < lists[i].Length; key++)
            {
                lists[i][key] = reader.ReadText();
            }
        }
        if (lists.Length <= 1)
        {
            return (lists, null);
        }
        int[] numbers = new int[documents];
        for (int start = 0; start < documents;)
        {
            int length = reader.ReadInt();
            numbers.AsSpan(start, length).Fill(reader.ReadInt());
            start += length;
        }
        return (lists, numbers);
    }

    private static void WriteNames(IReadOnlyDictionary<string, int> names, ByteWriter writer)
    {
        writer.WriteNumber(names.Count);
        foreach ((string name, int number) in names)
        {
            writer.WriteText(name);
            writer.WriteNumber(number);
        }
    }

    private static Dictionary<string, int> ReadNames(ref ByteReader reader)
    {
        int count = reader.ReadInt();
        Dictionary<string, int> names = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadText();
            names.Add(name, reader.ReadInt());
        }
        return names;
    }
}
