using System.Text.Json;

namespace AliLogOps.Emulator.Query;

/// <summary>Reads the JSON document of CreateIndex. It has been validated when it was set; what is missing has its default.</summary>
internal static class IndexDefinitionReader
{
    public static IndexDefinition Read(string document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement root = json.RootElement;
        TokenRule? line = null;
        HashSet<string>? include = null;
        HashSet<string>? exclude = null;
        if (Member(root, "line") is { ValueKind: JsonValueKind.Object } lineJson)
        {
            line = ReadRule(lineJson, null);
            include = ReadSet(lineJson, "include_keys");
            exclude = ReadSet(lineJson, "exclude_keys");
        }
        return new IndexDefinition
        {
            Line = line,
            IncludeKeys = include,
            ExcludeKeys = exclude,
            Keys = ReadKeys(Member(root, "keys"), line, null),
            MaxTextLength = Member(root, "max_text_len") is { ValueKind: JsonValueKind.Number } length ? length.GetInt32() : 2048,
        };
    }

    private static Dictionary<string, FieldIndex> ReadKeys(JsonElement? keys, TokenRule? line, TokenRule? parent)
    {
        Dictionary<string, FieldIndex> fields = new(StringComparer.Ordinal);
        if (keys is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (JsonProperty key in members.EnumerateObject())
            {
                fields[key.Name] = ReadField(key.Value, line, parent);
            }
        }
        return fields;
    }

    private static FieldIndex ReadField(JsonElement field, TokenRule? line, TokenRule? parent)
    {
        FieldType type = Member(field, "type")?.GetString() switch
        {
            "long" => FieldType.Long,
            "double" => FieldType.Double,
            "json" => FieldType.Json,
            _ => FieldType.Text,
        };
        if (type is FieldType.Long or FieldType.Double)
        {
            return new FieldIndex { Type = type, HasAnalytics = HasAnalytics(field), Alias = Alias(field) };
        }
        // a JSON key or leaf without delimiters of its own takes those around it
        TokenRule rule = ReadRule(field, parent ?? line);
        return new FieldIndex
        {
            Type = type,
            HasAnalytics = HasAnalytics(field),
            Alias = Alias(field),
            Rule = rule,
            IndexAll = Member(field, "index_all") is { ValueKind: JsonValueKind.True },
            MaxDepth = Member(field, "max_depth") is { ValueKind: JsonValueKind.Number } depth ? depth.GetInt32() : -1,
            JsonKeys = ReadKeys(Member(field, "json_keys"), line, rule),
        };
    }

    private static bool HasAnalytics(JsonElement field)
    {
        return Member(field, "doc_value") is { ValueKind: JsonValueKind.True };
    }

    private static string Alias(JsonElement field)
    {
        return Member(field, "alias") is { ValueKind: JsonValueKind.String } alias ? alias.GetString()! : "";
    }

    private static TokenRule ReadRule(JsonElement json, TokenRule? fallback)
    {
        if (Member(json, "token") is not { ValueKind: JsonValueKind.Array } token)
        {
            return fallback ?? TokenRule.WholeValue;
        }
        return new TokenRule(
            token.EnumerateArray().Select(item => item.GetString() ?? ""),
            Member(json, "caseSensitive") is { ValueKind: JsonValueKind.True },
            Member(json, "chn") is { ValueKind: JsonValueKind.True });
    }

    private static HashSet<string>? ReadSet(JsonElement json, string name)
    {
        return Member(json, name) is { ValueKind: JsonValueKind.Array } items
            ? items.EnumerateArray().Select(item => item.GetString() ?? "").ToHashSet(StringComparer.Ordinal)
            : null;
    }

    private static JsonElement? Member(JsonElement json, string name)
    {
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : null;
    }
}
