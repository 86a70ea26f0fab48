using System.Text.Json;

namespace AliLogOps.Logs;

/// <summary>Reads a log from a line of JSON: text as it is, everything else as it is written.</summary>
internal static class JsonLog
{
    /// <exception cref="LogRuleException">The line is no JSON object.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Invalid($"it holds a {document.RootElement.ValueKind}");
            }

            return [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Text(member.Value)))];
        }
        catch (JsonException problem)
        {
            throw Invalid($"its JSON is broken at byte {problem.BytePositionInLine + 1}");
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static LogRuleException Invalid(string why) =>
        new("AliLog.LogJsonInvalid", $"A line is no JSON object: {why}.", "Give one JSON object a line, or leave -AsJson out to send lines as they are.");
}
