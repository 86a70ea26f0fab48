namespace AliLogOps.Client;

/// <summary>Where the parts of one log lie in a page. One instance serves one log after the other.</summary>
internal sealed class LogLayout
{
    /// <summary>Seconds since 1970.</summary>
    public uint Time { get; private set; }

    /// <summary>Nanoseconds within the second; -1 when the sender did not give them.</summary>
    public int Nanosecond { get; private set; }

    public List<PairSlice> Fields { get; } = [];

    /// <exception cref="InvalidDataException">The bytes are no log.</exception>
    public void Read(ReadOnlySpan<byte> page, Slice log)
    {
        Fields.Clear();
        Nanosecond = -1;
        uint? time = null;
        ProtobufReader reader = new(log.Of(page));
        while (reader.Next())
        {
            switch (reader)
            {
                case { Field: 1, WireType: ProtobufReader.Varint }: time = (uint)reader.ReadVarint(); break;
                case { Field: 2, WireType: ProtobufReader.Delimited }: Fields.Add(GroupLayout.ReadPair(page, GroupLayout.SliceOf(ref reader, log.Start))); break;
                case { Field: 4, WireType: ProtobufReader.Fixed32 }: Nanosecond = (int)Math.Min(reader.ReadFixed32(), 999_999_999u); break;
                default: reader.Skip(); break;
            }
        }

        Time = time ?? throw reader.Damaged("a log has no time");
    }
}
