using System.Text.Json;

namespace AliLogOps.Setup.Samples;

/// <summary>JSON mode: the members of the outermost object are the fields; a nested value is kept as JSON text.</summary>
internal sealed class JsonLineParser : ISampleParser
{
    public SampleEntry Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SampleEntry
                {
                    Line = 0,
                    Text = text,
                    Matched = true,
                    Fields = [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Value(member.Value)))],
                }
                : new SampleEntry { Line = 0, Text = text, Matched = false, FailedAt = 0, Reason = $"The log is JSON, but {document.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object." };
        }
        catch (JsonException exception)
        {
            return new SampleEntry
            {
                Line = 0,
                Text = text,
                Matched = false,
                FailedAt = (int?)exception.BytePositionInLine,
                Reason = $"The log is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.",
            };
        }
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
