using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Reads updateMode and data of UpdateLogs. «unconfirmed»: data without keys, values that are no texts and keys that the service fills in
/// are refused; keys and values have the limits of what is written.
/// </summary>
internal static class LogEditReader
{
    private const string Rule = "it must be the text of a JSON object of texts, such as {\"status\":\"success\"}";

    private const int ShownCharacters = 100;

    /// <exception cref="SlsException">400 ParameterInvalid or InvalidKey, 413 PostBodyTooLarge.</exception>
    public static LogEdit Read(JsonMembers body)
    {
        string mode = body.String("updateMode") ?? "partial";
        if (mode is not ("partial" or "full"))
        {
            throw body.Fail($"updateMode {mode} is invalid: it must be partial or full");
        }
        List<KeyValuePair<string, string>> contents = [];
        foreach (JsonProperty member in Parse(body).EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                throw body.Fail($"data has {Head(member.Value.GetRawText())} for the key {Head(member.Name)}: {Rule}");
            }
            string value = member.Value.GetString()!;
            LogGroupValidator.CheckUpdate(member.Name, value);
            contents.Add(new(member.Name, value));
        }
        return contents.Count > 0 ? new LogEdit(contents, mode == "full") : throw body.Fail($"data has no key: {Rule}");
    }

    private static JsonElement Parse(JsonMembers body)
    {
        string data = body.RequiredString("data");
        try
        {
            JsonElement json = StrictJson.Parse(Encoding.UTF8.GetBytes(data));
            if (json.ValueKind == JsonValueKind.Object)
            {
                return json;
            }
        }
        catch (SlsException)
        {
            // told below
        }
        throw body.Fail($"data is '{Head(data)}': {Rule}, each key once");
    }

    /// <summary>The beginning of a text that may be large.</summary>
    private static string Head(string text)
    {
        if (text.Length <= ShownCharacters)
        {
            return text;
        }
        // no pair of surrogates is cut in two
        int end = char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters;
        return text[..end] + "…";
    }
}
