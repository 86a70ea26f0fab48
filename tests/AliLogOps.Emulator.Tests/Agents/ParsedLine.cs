using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A parsed line that outlives its buffer, for comparing.</summary>
internal sealed record ParsedLine(StreamLogVerdict Verdict, string Version, string Tag, uint Time, string Ip, string Fields, string Message)
{
    /// <summary>Parses text; the fields come back as <c>name=value</c>, joined by <c>|</c>.</summary>
    public static ParsedLine Parse(ReadOnlySpan<byte> line, StreamLogFormatTable? formats = null)
    {
        StreamLogVerdict verdict = StreamLogParser.Parse(line, formats ?? StreamLogFormatTable.BuiltIn, out StreamLogLine parsed);
        List<string> fields = [];
        StreamLogLine.FieldEnumerator values = parsed.Fields;
        while (values.MoveNext())
        {
            fields.Add($"{parsed.Format!.Fields[values.Index]}={LineText.Text(values.Current)}");
        }

        return new ParsedLine(
            verdict,
            LineText.Text(parsed.Version),
            LineText.Text(parsed.Tag),
            parsed.Time,
            LineText.Text(parsed.Ip),
            string.Join('|', fields),
            LineText.Text(parsed.Message));
    }

    public static ParsedLine Parse(string line, StreamLogFormatTable? formats = null) => Parse(LineText.Utf8(line), formats);
}
