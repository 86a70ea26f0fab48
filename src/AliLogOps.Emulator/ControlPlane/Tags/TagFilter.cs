using System.Text.Json;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Resources and tags a list of tags is to be about.</summary>
/// <param name="ids">Null or empty for all resources.</param>
/// <param name="wanted">Null or empty for all tags; a tag without a value stands for all of its key.</param>
internal sealed class TagFilter(List<string>? ids, List<ResourceTag>? wanted)
{
    /// <summary>Reads the parameters resourceId and tags.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid.</exception>
    public static TagFilter Read(OperationContext context)
    {
        return new TagFilter(
            ReadJson(context, "resourceId")?.Select(id => id.GetString() ?? "").ToList(),
            ReadJson(context, "tags")?.Select(tag => new ResourceTag("", "", Text(tag, "key"), Text(tag, "value"))).ToList());
    }

    public bool Fits(ResourceTag tag)
    {
        return (ids is null || ids.Count == 0 || ids.Contains(tag.ResourceId, StringComparer.Ordinal))
            && (wanted is null || wanted.Count == 0 || wanted.Any(other => other.Key == tag.Key && (other.Value.Length == 0 || other.Value == tag.Value)));
    }

    private static string Text(JsonElement tag, string name)
    {
        return tag.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
    }

    /// <summary>A list that travels as JSON text in the query; null if absent.</summary>
    private static List<JsonElement>? ReadJson(OperationContext context, string name)
    {
        string text = context.Query[name] ?? "";
        if (text.Length == 0)
        {
            return null;
        }
        JsonValueKind item = name == "tags" ? JsonValueKind.Object : JsonValueKind.String;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            List<JsonElement> items = [.. document.RootElement.Clone().EnumerateArray()];
            if (items.All(element => element.ValueKind == item && (item == JsonValueKind.String || element.TryGetProperty("key", out _))))
            {
                return items;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // answered below
        }
        throw SlsErrors.ParameterInvalid($"parameter {name} is '{text}': it must be a JSON array of {(name == "tags" ? "objects with key and value" : "ids")}").ToException();
    }
}
