namespace AliLogOps.Client;

/// <summary>A stretch of a page's bytes.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> page) => page.Slice(Start, Length);
}

/// <summary>A name and its value in a page's bytes.</summary>
internal readonly record struct PairSlice(Slice Name, Slice Value);

/// <summary>
/// Where the parts of a log group lie in a page, found without copying a byte (Log Service API: "Data encoding method"). One
/// instance serves one group after the other.
/// </summary>
internal sealed class GroupLayout
{
    public Slice Topic { get; private set; }

    public Slice Source { get; private set; }

    public Slice MachineUuid { get; private set; }

    public List<PairSlice> Tags { get; } = [];

    public List<Slice> Logs { get; } = [];

    /// <exception cref="InvalidDataException">The bytes are no log group.</exception>
    public void Read(ReadOnlySpan<byte> page, Slice group)
    {
        Topic = default;
        Source = default;
        MachineUuid = default;
        Tags.Clear();
        Logs.Clear();
        ProtobufReader reader = new(group.Of(page));
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }: Logs.Add(SliceOf(ref reader, group.Start)); break;
                case { Field: 3, WireType: ProtobufReader.Delimited }: Topic = SliceOf(ref reader, group.Start); break;
                case { Field: 4, WireType: ProtobufReader.Delimited }: Source = SliceOf(ref reader, group.Start); break;
                case { Field: 5, WireType: ProtobufReader.Delimited }: MachineUuid = SliceOf(ref reader, group.Start); break;
                case { Field: 6, WireType: ProtobufReader.Delimited }: Tags.Add(ReadPair(page, SliceOf(ref reader, group.Start))); break;
                default: reader.Skip(); break;
            }
        }
    }

    /// <summary>Where the groups of a page lie.</summary>
    /// <exception cref="InvalidDataException">The bytes are no list of log groups.</exception>
    public static void Find(ReadOnlySpan<byte> page, List<Slice> groups)
    {
        groups.Clear();
        ProtobufReader reader = new(page);
        while (reader.Next())
        {
            if (reader is { Field: 1, WireType: ProtobufReader.Delimited })
            {
                groups.Add(SliceOf(ref reader, 0));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    internal static Slice SliceOf(ref ProtobufReader reader, int start)
    {
        int length = reader.ReadBytes().Length;
        return new(start + reader.Position - length, length);
    }

    internal static PairSlice ReadPair(ReadOnlySpan<byte> page, Slice pair)
    {
        ReadOnlySpan<byte> data = pair.Of(page);
        if (PlainPair.Is(data, out int nameLength, out int valueBegin))
        {
            return new(new(pair.Start + PlainPair.NameBegin, nameLength), new(pair.Start + valueBegin, pair.Length - valueBegin));
        }

        Slice? name = null;
        Slice? value = null;
        ProtobufReader reader = new(data);
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Delimited }: name = SliceOf(ref reader, pair.Start); break;
                case { Field: 2, WireType: ProtobufReader.Delimited }: value = SliceOf(ref reader, pair.Start); break;
                default: reader.Skip(); break;
            }
        }

        return new(name ?? throw reader.Damaged("a field has no name"), value ?? throw reader.Damaged("a field has no value"));
    }
}
