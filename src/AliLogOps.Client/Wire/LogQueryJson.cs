namespace AliLogOps.Client;

/// <summary>Searches on the wire (Log Service API: GetLogsV2).</summary>
internal static class LogQueryJson
{
    private const int MaxLine = 100;

    public static ReadOnlyMemory<byte> Write(LogQuery query)
    {
        CheckRange(query.From, query.To);
        if (query.Line is < 0 or > MaxLine)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Line, $"A page holds 0 to {MaxLine} rows (Line); ask for further pages with Offset.");
        }

        if (query.Offset < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Offset, "The offset of a page must not be negative.");
        }

        return JsonBytes.Object(query, static (writer, query) =>
        {
            writer.WriteNumber("from", WireTime.Floor(query.From));
            writer.WriteNumber("to", WireTime.Ceiling(query.To));
            writer.WriteString("topic", query.Topic);
            writer.WriteString("query", query.Query);
            writer.WriteNumber("line", query.Line);
            writer.WriteNumber("offset", query.Offset);
            writer.WriteBoolean("reverse", query.Reverse);
            writer.WriteBoolean("powerSql", query.PowerSql);
        });
    }

    /// <summary>The service refuses an empty range.</summary>
    public static void CheckRange(DateTimeOffset from, DateTimeOffset to)
    {
        if (WireTime.Floor(from) >= WireTime.Ceiling(to))
        {
            throw new ArgumentException($"The range from {WireTime.ToText(from)} to {WireTime.ToText(to)} is empty: the begin must be before the end.", nameof(to));
        }

        if (WireTime.Floor(from) < 0)
        {
            throw new ArgumentException($"The range begins at {WireTime.ToText(from)}; the service knows no time before 1970.", nameof(from));
        }
    }
}
