using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Definition;

/// <summary>Writes the tree of a definition, in either form.</summary>
public static partial class SetupText
{
    private const int Indent = 4;

    /// <summary>As psd1.</summary>
    public static string ToPsd1(SetupNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder();
        WritePsd1(text, root, 0);
        return text.Append('\n').ToString();
    }

    /// <summary>As JSON, with the names that begin with a small letter.</summary>
    public static string ToJson(SetupNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteJson(writer, root, SetupSchema.Root);
        }

        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void WritePsd1(StringBuilder text, SetupNode node, int depth)
    {
        switch (node.Kind)
        {
            case SetupNodeKind.Text:
                text.Append('\'').Append(node.Text!.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
                break;
            case SetupNodeKind.Flag:
                text.Append(node.Scalar is true ? "$true" : "$false");
                break;
            case SetupNodeKind.Number:
                text.Append(CultureInfo.InvariantCulture, $"{node.Scalar}");
                break;
            case SetupNodeKind.List:
                WriteItems(text, "@(", ")", node.Items.All(item => item.Kind is not (SetupNodeKind.Map or SetupNodeKind.List)) ? ", " : null, node.Items.Count, depth, index => WritePsd1(text, node.Items[index], depth + 1));
                break;
            case SetupNodeKind.Map:
                WriteItems(text, "@{", "}", null, node.Entries.Count, depth, index =>
                {
                    var entry = node.Entries[index];
                    text.Append(BareKey().IsMatch(entry.Key) ? entry.Key : $"'{entry.Key.Replace("'", "''", StringComparison.Ordinal)}'").Append(" = ");
                    WritePsd1(text, entry.Value, depth + 1);
                });
                break;
            default:
                text.Append("$null");
                break;
        }
    }

    private static void WriteItems(StringBuilder text, string open, string close, string? separator, int count, int depth, Action<int> writeItem)
    {
        text.Append(open);
        for (var index = 0; index < count; index++)
        {
            if (separator is null)
            {
                text.Append('\n').Append(' ', (depth + 1) * Indent);
            }
            else if (index > 0)
            {
                text.Append(separator);
            }

            writeItem(index);
        }

        if (separator is null && count > 0)
        {
            text.Append('\n').Append(' ', depth * Indent);
        }

        text.Append(close);
    }

    private static void WriteJson(Utf8JsonWriter writer, SetupNode node, SetupShape? shape)
    {
        switch (node.Kind)
        {
            case SetupNodeKind.Map:
                writer.WriteStartObject();
                foreach (var entry in node.Entries)
                {
                    var key = MapOf(shape)?.Keys.FirstOrDefault(key => key.Key == entry.Key);
                    writer.WritePropertyName(key?.JsonKey ?? entry.Key);
                    WriteJson(writer, entry.Value, key?.Shape ?? TableOf(shape)?.Value);
                }

                writer.WriteEndObject();
                break;
            case SetupNodeKind.List:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    WriteJson(writer, item, (shape as ListShape)?.Item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, node.Scalar);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
    }

    private static TableShape? TableOf(SetupShape? shape) => shape switch
    {
        TableShape table => table,
        EitherShape either => either.Choices.OfType<TableShape>().FirstOrDefault(),
        _ => null,
    };

    // full text is a flag or a table, keys are a list or a table of texts or tables
    private static MapShape? MapOf(SetupShape? shape) => shape switch
    {
        MapShape map => map,
        EitherShape either => either.Choices.OfType<MapShape>().FirstOrDefault(),
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex BareKey();
}
