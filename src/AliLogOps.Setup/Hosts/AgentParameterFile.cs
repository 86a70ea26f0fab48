using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliLogOps.Setup.Hosts;

/// <summary>
/// The agent's start parameters: merged into what is there as JSON, never edited by pattern, since a pattern that fits one layout of
/// the file breaks or misses another. Keys this module does not set are kept as they are, in their order.
/// Source: Log Service documentation, "Configure startup parameters".
/// </summary>
public static class AgentParameterFile
{
    private static readonly JsonSerializerOptions s_layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The parameters for <paramref name="options"/>, merged into <see cref="HostFileOptions.ExistingParameters"/>.</summary>
    /// <exception cref="FormatException">The existing text is not a JSON object.</exception>
    public static HostFile Create(HostFileOptions options)
    {
        JsonObject parameters = Parse(options.ExistingParameters);

        // The agent tests the JSON type of each value and falls back to its default without a word when it is another.
        parameters["streamlog_open"] = true;
        parameters["streamlog_tcp_addr"] = options.Address;
        parameters["streamlog_tcp_port"] = options.Port;
        if (options.Structured is StructuredMessage structured)
        {
            parameters["streamlog_formats"] = MergeFormats(parameters["streamlog_formats"], structured);
        }

        // The agent's installer inserts lines behind the first, so the first must be the brace alone: indented output is just that.
        return new HostFile(HostFileKind.AgentParameters, HostLayout.ParameterFile, parameters.ToJsonString(s_layout).ReplaceLineEndings("\n") + "\n");
    }

    /// <summary>Reads a parameter file.</summary>
    /// <exception cref="FormatException">The text is not a JSON object; with such a file the agent does not start.</exception>
    public static JsonObject Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(text) as JsonObject
                ?? throw new FormatException("The agent's parameter file holds JSON, but no object; restore it from the agent's package.");
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"The agent's parameter file is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; "
                + "the agent does not start with it. Mend it or delete it, then try again.",
                exception);
        }
    }

    private static JsonArray MergeFormats(JsonNode? existing, StructuredMessage structured)
    {
        JsonArray formats = [];
        foreach (JsonNode? format in existing as JsonArray ?? [])
        {
            if (format is JsonObject entry && entry["version"] is JsonValue version && version.TryGetValue(out string? text) && text == structured.Version)
            {
                continue;
            }

            formats.Add(format?.DeepClone());
        }

        JsonArray fields = [];
        foreach (string name in RsyslogForwardFile.BuiltInFields.Concat(structured.Fields.Select(field => field.Name)))
        {
            fields.Add((JsonNode)name);
        }

        formats.Add((JsonNode)new JsonObject { ["version"] = structured.Version, ["fields"] = fields });
        return formats;
    }
}
