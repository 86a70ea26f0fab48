using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>JSON texts, in which arrays, maps and JSON values are kept.</summary>
internal static class SqlJson
{
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reader = new() { MaxDepth = MaxDepth };

    /// <param name="items">Texts, long, double, bool, null, or JSON elements.</param>
    public static string Array(IEnumerable<object?> items)
    {
        return Write(writer =>
        {
            writer.WriteStartArray();
            foreach (object? item in items)
            {
                WriteValue(writer, item);
            }
            writer.WriteEndArray();
        });
    }

    public static string Map(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        return Write(writer =>
        {
            writer.WriteStartObject();
            foreach ((string key, object? value) in entries)
            {
                writer.WritePropertyName(key);
                WriteValue(writer, value);
            }
            writer.WriteEndObject();
        });
    }

    /// <summary>The document, or null if the text is no JSON.</summary>
    public static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, s_reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An element as it is kept: a text, long, double, bool, null, or the text of an array or object.</summary>
    public static object? Value(JsonElement element)
    {
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.TryGetInt64(out long integer) ? (object)integer : element.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => Text(element),
        };
    }

    /// <summary>JSON text of an element, without blanks.</summary>
    public static string Text(JsonElement element)
    {
        return Write(writer => element.WriteTo(writer));
    }

    /// <summary>Elements of an array as it is kept.</summary>
    public static List<object?> Items(string array)
    {
        using JsonDocument document = JsonDocument.Parse(array, s_reader);
        return [.. document.RootElement.EnumerateArray().Select(Value)];
    }

    /// <summary>Entries of a map as it is kept.</summary>
    public static List<KeyValuePair<string, object?>> Entries(string map)
    {
        using JsonDocument document = JsonDocument.Parse(map, s_reader);
        return [.. document.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Value(member.Value)))];
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                WriteDouble(writer, number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is no value of a JSON text.");
        }
    }

    /// <summary>A number that is no number has no JSON form: null.</summary>
    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            writer.WriteNullValue();
            return;
        }
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0");
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter writer = new(buffer, s_writer))
        {
            write(writer);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
