using System.Text.Json;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <param name="path">Names from the root, joined by dots.</param>
/// <param name="text">A string's content, or the spelling of a number, true, false or null.</param>
internal delegate void JsonLeafHandler(string path, ReadOnlySpan<byte> text);

/// <summary>
/// Leaves of a JSON object. Of a text that breaks off or is no JSON at some point, what comes before that point counts;
/// arrays have no index (Log Service documentation, "Data types").
/// </summary>
internal static class JsonLeaves
{
    public static void Walk(ReadOnlySpan<byte> value, JsonLeafHandler handler)
    {
        Utf8JsonReader reader = new(Utf8Text.Prefix(value, QueryLimits.SearchedValueBytes), isFinalBlock: false, default);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                WalkObject(ref reader, handler);
            }
        }
        catch (JsonException)
        {
            // the valid part has been handed over
        }
    }

    /// <summary>Texts of the leaf that the field names in a value, or null if the field is no leaf of this key.</summary>
    public static List<byte[]>? Values(IndexDefinition definition, string field, string key, ReadOnlySpan<byte> value)
    {
        bool isLeaf = field.Length > key.Length + 1 && field[key.Length] == '.' && field.StartsWith(key, StringComparison.Ordinal)
            && !definition.Keys.ContainsKey(field)
            && definition.Keys.TryGetValue(key, out FieldIndex? parent) && parent.Type == FieldType.Json;
        if (!isLeaf)
        {
            return null;
        }
        List<byte[]> values = [];
        Walk(value, (path, text) =>
        {
            if (path.AsSpan().SequenceEqual(field.AsSpan(key.Length + 1)))
            {
                values.Add(text.ToArray());
            }
        });
        return values;
    }

    private static void WalkObject(ref Utf8JsonReader reader, JsonLeafHandler handler)
    {
        List<string> path = [];
        string name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject:
                    path.Add(name);
                    break;
                case JsonTokenType.EndObject when path.Count == 0:
                    return;
                case JsonTokenType.EndObject:
                    path.RemoveAt(path.Count - 1);
                    break;
                case JsonTokenType.StartArray:
                    if (!reader.TrySkip())
                    {
                        return;
                    }
                    break;
                default:
                    string full = path.Count == 0 ? name : string.Join('.', path) + "." + name;
                    handler(full, reader.ValueIsEscaped ? Utf8Text.Bytes(reader.GetString()!) : reader.ValueSpan);
                    break;
            }
        }
    }
}
