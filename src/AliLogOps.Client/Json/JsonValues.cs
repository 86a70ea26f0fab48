using System.Collections;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>JSON values as plain .NET values and back, without loss: text, truth, numbers, lists and dictionaries in their order.</summary>
internal static class JsonValues
{
    private const int MaxDepth = 64;

    /// <summary>The members of an object; empty for anything else.</summary>
    public static IReadOnlyDictionary<string, object?> ReadMembers(JsonElement json)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in json.EnumerateObject())
            {
                members[member.Name] = Read(member.Value);
            }
        }

        return members;
    }

    /// <summary>A value.</summary>
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ReadMembers(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        // decimal keeps the digits as they were written, trailing zeros included
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.TryGetDecimal(out decimal number) ? number : json.GetDouble(),
        _ => null,
    };

    /// <summary>Writes a value.</summary>
    /// <exception cref="ArgumentException">The value is of a type JSON has no form for.</exception>
    public static void Write(Utf8JsonWriter writer, object? value, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new ArgumentException($"The value is nested deeper than {MaxDepth} levels; it may contain itself.", nameof(value));
        }

        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case char character: writer.WriteStringValue(character.ToString()); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case ulong number: writer.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case JsonElement json: json.WriteTo(writer); break;
            case IReadOnlyDictionary<string, object?> members: WriteMembers(writer, members, depth); break;
            case IDictionary members: WriteMembers(writer, members, depth); break;
            case IEnumerable items: WriteItems(writer, items, depth); break;
            default:
                throw new ArgumentException($"A value of type {value.GetType()} cannot be sent; use text, numbers, true or false, lists and dictionaries.", nameof(value));
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> members, int depth)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IDictionary members, int depth)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry member in members)
        {
            writer.WritePropertyName(member.Key as string ?? throw new ArgumentException($"The dictionary key '{member.Key}' is no text.", nameof(members)));
            Write(writer, member.Value, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            Write(writer, item, depth + 1);
        }

        writer.WriteEndArray();
    }
}
