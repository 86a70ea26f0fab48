using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AliLogOps.Setup.Definition;

/// <summary>The JSON schema of definitions, for editors: written from the very shapes that the reader checks by.</summary>
public static class JsonSchemaText
{
    /// <summary>The schema, as docs/setup.schema.json holds it.</summary>
    public static string Create()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            writer.WriteString("title", "AliLogOps setup");
            // what an environment may say is what the whole file may say, with nothing required
            Write(writer, SetupSchema.Root with { Keys = [new("$schema", new TextShape()), .. SetupSchema.Root.Keys] }, true);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void Write(Utf8JsonWriter writer, SetupShape shape, bool required)
    {
        if (shape.Meaning.Length > 0)
        {
            writer.WriteString("description", shape.Meaning);
        }

        switch (shape)
        {
            case MapShape map:
                WriteMap(writer, map, required);
                break;
            case TableShape table:
                writer.WriteString("type", "object");
                WriteMember(writer, "additionalProperties", table.Value, required && table.Value != SetupSchema.Settings);
                break;
            case ListShape { SingleToo: true } list:
                writer.WriteStartArray("anyOf");
                WriteItem(writer, list.Item, required);
                WriteItem(writer, list with { SingleToo = false, Meaning = "" }, required);
                writer.WriteEndArray();
                break;
            case ListShape list:
                writer.WriteString("type", "array");
                WriteMember(writer, "items", list.Item, required);
                break;
            case EitherShape either:
                writer.WriteStartArray("anyOf");
                foreach (var choice in either.Choices)
                {
                    WriteItem(writer, choice, required);
                }

                writer.WriteEndArray();
                break;
            case NumberShape number:
                writer.WriteString("type", "integer");
                writer.WriteNumber("minimum", number.Minimum);
                writer.WriteNumber("maximum", number.Maximum);
                break;
            case FlagShape:
                writer.WriteString("type", "boolean");
                break;
            case TextShape text:
                WriteText(writer, text);
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, MapShape map, bool required)
    {
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        // Project may stand in each environment instead
        var needed = map.Keys.Where(key => required && key.Required && map.Keys.All(other => other.Key != "Environments")).ToArray();
        if (needed.Length > 0)
        {
            writer.WriteStartArray("required");
            foreach (var key in needed)
            {
                writer.WriteStringValue(key.JsonKey);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("properties");
        foreach (var key in map.Keys)
        {
            WriteMember(writer, key.JsonKey, key.Shape, required);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, TextShape text)
    {
        if (text.NumbersToo)
        {
            writer.WriteStartArray("type");
            writer.WriteStringValue("string");
            writer.WriteStringValue("integer");
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("type", "string");
        }

        if (text.Values.Count > 0)
        {
            writer.WriteStartArray("enum");
            foreach (var value in text.Values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }
        else if (text.Pattern is not null)
        {
            writer.WriteString("pattern", text.Pattern);
        }
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, SetupShape shape, bool required)
    {
        writer.WriteStartObject(name);
        Write(writer, shape, required);
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, SetupShape shape, bool required)
    {
        writer.WriteStartObject();
        Write(writer, shape, required);
        writer.WriteEndObject();
    }
}
