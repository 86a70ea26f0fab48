namespace AliLogOps.Client;

/// <summary>Writes logs as lines of a file, from the bytes of the wire. One instance serves one file.</summary>
internal abstract class LogLineWriter
{
    /// <summary>What stands before the first log; empty for most formats.</summary>
    public virtual ReadOnlyMemory<byte> Header => default;

    /// <summary>Fields that had no place of their own, so far.</summary>
    public long ExtraFields { get; set; }

    /// <summary>Takes what is common to the logs of a group.</summary>
    public abstract void BeginGroup(ReadOnlySpan<byte> page, GroupLayout group);

    /// <summary>Writes one log of the group.</summary>
    public abstract void WriteLog(ReadOnlySpan<byte> page, LogLayout log, ByteBuffer output);

    public static LogLineWriter Create(LogExportFormat format, IReadOnlyList<string> fields) =>
        format == LogExportFormat.Csv ? new CsvLineWriter(fields) : new JsonLineWriter();

    protected static void WriteTagName(ByteBuffer output, ByteBuffer scratch, ReadOnlySpan<byte> name)
    {
        scratch.Clear();
        scratch.Write("__tag__:"u8);
        scratch.Write(name);
        output.WriteJsonText(scratch.Span);
    }
}
