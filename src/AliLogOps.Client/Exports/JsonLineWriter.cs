namespace AliLogOps.Client;

/// <summary>One JSON object a line, members in the order the service gives them in a search.</summary>
internal sealed class JsonLineWriter : LogLineWriter
{
    private readonly ByteBuffer _common = new(256);
    private readonly ByteBuffer _scratch = new(64);

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
        foreach (PairSlice field in log.Fields)
        {
            output.Write((byte)',');
            output.WriteJsonText(field.Name.Of(page));
            output.Write((byte)':');
            output.WriteJsonText(field.Value.Of(page));
        }

        output.Write("}\n"u8);
    }
}
