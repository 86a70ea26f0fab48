using System.Globalization;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>A log's neighbours on the wire (Log Service API: GetContextLogs).</summary>
internal static class ContextAnswer
{
    public static LogContext Read(ServiceResponse response) => JsonAnswer.ReadObject(response, static json =>
    {
        List<(int Index, LogRecord Log)> logs = [];
        if (json.TryGetProperty("logs", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in list.EnumerateArray())
            {
                logs.Add((item.GetInt("__index_number__") ?? throw new JsonException("a log has no __index_number__"), ReadLog(item)));
            }
        }

        return new LogContext { Logs = [.. logs.OrderBy(log => log.Index)], IsComplete = HistogramAnswer.IsComplete(json.GetText("progress")) };
    });

    private static LogRecord ReadLog(JsonElement item)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (JsonProperty member in item.EnumerateObject())
        {
            if (member.Name is not ("__index_number__" or "__time__" or "__source__" or "__topic__"))
            {
                fields.Add(new(member.Name, member.Value.AsText() ?? member.Value.GetRawText()));
            }
        }

        return new LogRecord
        {
            UnixTime = long.TryParse(item.GetText("__time__"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time) ? time : throw new JsonException("a log has no __time__"),
            Source = item.GetText("__source__") ?? string.Empty,
            Topic = item.GetText("__topic__") ?? string.Empty,
            Fields = fields,
        };
    }
}
