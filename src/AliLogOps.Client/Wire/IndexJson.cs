using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Indexes on the wire (Log Service API: CreateIndex, GetIndex, UpdateIndex).</summary>
internal static class IndexJson
{
    public static LogIndex Read(JsonElement json, string projectName, string logstoreName)
    {
        Dictionary<string, LogIndexKey> keys = new(StringComparer.Ordinal);
        if (json.GetObject("keys") is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                keys[member.Name] = ReadKey(member.Value);
            }
        }

        return new LogIndex
        {
            ProjectName = projectName,
            LogstoreName = logstoreName,
            Line = json.GetObject("line") is { ValueKind: JsonValueKind.Object } line ? ReadLine(line) : null,
            Keys = keys,
            MaxTextLength = json.GetInt("max_text_len"),
            LastModifyTime = json.GetTime("lastModifyTime"),
            // the rest of what the service fills in itself and does not take back
            Extra = ExtraMembers.From(json, "line", "keys", "max_text_len", "lastModifyTime", "index_mode", "storage", "ttl"),
        };
    }

    public static ReadOnlyMemory<byte> Write(LogIndex index) =>
        JsonBytes.Object(index, static (writer, index) =>
        {
            if (index.Line is { } line)
            {
                WriteLine(writer, line);
            }

            if (index.Keys.Count > 0)
            {
                writer.WriteStartObject("keys");
                foreach ((string name, LogIndexKey key) in index.Keys)
                {
                    WriteKey(writer, name, key);
                }

                writer.WriteEndObject();
            }

            if (index.MaxTextLength is { } length)
            {
                writer.WriteNumber("max_text_len", length);
            }

            index.Extra.WriteTo(writer);
        });

    private static LogIndexLine ReadLine(JsonElement json) => new()
    {
        Token = json.GetTexts("token"),
        CaseSensitive = json.GetFlag("caseSensitive") ?? false,
        Chinese = json.GetFlag("chn") ?? false,
        IncludeKeys = json.GetTexts("include_keys"),
        ExcludeKeys = json.GetTexts("exclude_keys"),
        Extra = ExtraMembers.From(json, "token", "caseSensitive", "chn", "include_keys", "exclude_keys"),
    };

    private static LogIndexKey ReadKey(JsonElement json) => new()
    {
        Type = json.GetText("type") ?? string.Empty,
        InheritsTextSettings = !json.TryGetProperty("token", out _) && !json.TryGetProperty("caseSensitive", out _) && !json.TryGetProperty("chn", out _),
        Token = json.GetTexts("token"),
        CaseSensitive = json.GetFlag("caseSensitive") ?? false,
        Chinese = json.GetFlag("chn") ?? false,
        DocValue = json.GetFlag("doc_value") ?? false,
        Alias = json.GetText("alias") ?? string.Empty,
        Extra = ExtraMembers.From(json, "type", "token", "caseSensitive", "chn", "doc_value", "alias"),
    };

    private static void WriteLine(Utf8JsonWriter writer, LogIndexLine line)
    {
        writer.WriteStartObject("line");
        writer.WriteTexts("token", line.Token);
        writer.WriteBoolean("caseSensitive", line.CaseSensitive);
        writer.WriteBoolean("chn", line.Chinese);
        if (line.IncludeKeys.Count > 0)
        {
            writer.WriteTexts("include_keys", line.IncludeKeys);
        }

        if (line.ExcludeKeys.Count > 0)
        {
            writer.WriteTexts("exclude_keys", line.ExcludeKeys);
        }

        line.Extra.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter writer, string name, LogIndexKey key)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", key.Type);
        // numbers have neither words nor case; and an empty token list would mean another thing than none
        bool inherits = key.InheritsTextSettings && key.Token.Count == 0 && !key.CaseSensitive && !key.Chinese;
        if (key.Type is not ("long" or "double") && !inherits)
        {
            writer.WriteTexts("token", key.Token);
            writer.WriteBoolean("caseSensitive", key.CaseSensitive);
            writer.WriteBoolean("chn", key.Chinese);
        }

        writer.WriteBoolean("doc_value", key.DocValue);
        writer.WriteString("alias", key.Alias);
        key.Extra.WriteTo(writer);
        writer.WriteEndObject();
    }
}
