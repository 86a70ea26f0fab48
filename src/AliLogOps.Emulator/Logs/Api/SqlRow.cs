using System.Text.Json;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>A row of SQL. All values are texts; the text of a null is <c>null</c> («unconfirmed»).</summary>
internal sealed class SqlRow(IReadOnlyList<string> keys, IReadOnlyList<string?> values) : IAnswerRow
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (int i = 0; i < keys.Count; i++)
        {
            json.WriteString(keys[i], values[i] ?? "null");
        }
        json.WriteEndObject();
    }
}
