namespace AliLogOps.Client;

/// <summary>One JSON object a line, members in the order the service gives them in a search.</summary>
internal sealed class JsonLineWriter : LogLineWriter
{
    private readonly ByteBuffer _common = new(256);
    private readonly ByteBuffer _scratch = new(64);
    private readonly List<(byte[] Name, byte[] Member)> _members = [];

    public override void BeginGroup(ReadOnlySpan<byte> page, GroupLayout group)
    {
        _common.Clear();
        _common.Write(",\"__source__\":"u8);
        _common.WriteJsonText(group.Source.Of(page));
        _common.Write(",\"__topic__\":"u8);
        _common.WriteJsonText(group.Topic.Of(page));
        foreach (PairSlice tag in group.Tags)
        {
            _common.Write((byte)',');
            WriteTagName(_common, _scratch, tag.Name.Of(page));
            _common.Write((byte)':');
            _common.WriteJsonText(tag.Value.Of(page));
        }
    }

    public override void WriteLog(ReadOnlySpan<byte> page, LogLayout log, ByteBuffer output)
    {
        output.Write("{\"__time__\":"u8);
        output.WriteNumber(log.Time);
        if (log.Nanosecond >= 0)
        {
            output.Write(",\"__time_ns_part__\":"u8);
            output.WriteNumber(log.Nanosecond);
        }

        output.Write(_common.Span);
        for (int place = 0; place < log.Fields.Count; place++)
        {
            output.Write(Member(place, log.Fields[place].Name.Of(page)));
            output.WriteJsonText(log.Fields[place].Value.Of(page));
        }

        output.Write("}\n"u8);
    }

    // the name of a field as JSON, which as a rule is that of the log before at the same place
    private byte[] Member(int place, ReadOnlySpan<byte> name)
    {
        if (place < _members.Count && name.SequenceEqual(_members[place].Name))
        {
            return _members[place].Member;
        }

        _scratch.Clear();
        _scratch.Write((byte)',');
        _scratch.WriteJsonText(name);
        _scratch.Write((byte)':');
        (byte[], byte[] Member) made = (name.ToArray(), _scratch.Span.ToArray());
        if (place < _members.Count)
        {
            _members[place] = made;
        }
        else
        {
            _members.Add(made);
        }

        return made.Member;
    }
}
