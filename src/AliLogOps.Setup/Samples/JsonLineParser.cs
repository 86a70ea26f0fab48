using System.Text;
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
                FailedAt = CharactersBefore(text, exception),
                Reason = $"The log is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}.",
            };
        }
    }

    // the framework counts lines, and bytes in the line
    private static int? CharactersBefore(string text, JsonException exception)
    {
        if (exception.LineNumber is not { } line || exception.BytePositionInLine is not { } position)
        {
            return null;
        }

        int start = 0;
        for (; line > 0; line--)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        byte[] rest = Encoding.UTF8.GetBytes(text[start..]);
        return start + Encoding.UTF8.GetCharCount(rest, 0, (int)Math.Min(position, rest.Length));
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
