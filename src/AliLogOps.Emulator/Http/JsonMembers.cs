using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Http;

/// <summary>Reads the members of a JSON object and answers the operation's own error when one has the wrong form.</summary>
/// <param name="element">The object.</param>
/// <param name="error">Makes the error out of a sentence that names member, value and rule.</param>
internal sealed class JsonMembers(JsonElement element, Func<string, SlsError> error)
{
    /// <exception cref="SlsException">400 PostBodyInvalid: the body is not an object.</exception>
    public static JsonMembers OfBody(OperationContext context, Func<string, SlsError> error)
    {
        return context.Json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(context.Json, error)
            : throw SlsErrors.PostBodyInvalid().ToException();
    }

    public bool Has(string name)
    {
        return element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;
    }

    public string? String(string name)
    {
        return Get(name, JsonValueKind.String, "a string")?.GetString();
    }

    public string RequiredString(string name)
    {
        return String(name) ?? throw Missing(name);
    }

    public bool? Bool(string name)
    {
        if (!Has(name))
        {
            return null;
        }
        JsonElement value = element.GetProperty(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "true or false");
    }

    public int? Int(string name)
    {
        return Get(name, JsonValueKind.Number, "an integer") is not { } value
            ? null
            : value.TryGetInt32(out int number) ? number : throw Wrong(name, value, "an integer");
    }

    public double? Double(string name)
    {
        return Get(name, JsonValueKind.Number, "a number") is not { } value
            ? null
            : value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Wrong(name, value, "a number");
    }

    public int RequiredInt(string name)
    {
        return Int(name) ?? throw Missing(name);
    }

    public JsonElement? Object(string name)
    {
        return Get(name, JsonValueKind.Object, "an object");
    }

    public JsonElement RequiredObject(string name)
    {
        return Object(name) ?? throw Missing(name);
    }

    /// <summary>The elements of a list, or null if absent.</summary>
    public List<JsonElement>? Array(string name)
    {
        return Get(name, JsonValueKind.Array, "a list") is { } value ? [.. value.EnumerateArray()] : null;
    }

    /// <summary>A list of strings, or null if absent.</summary>
    public List<string>? Strings(string name)
    {
        if (Get(name, JsonValueKind.Array, "a list of strings") is not { } value)
        {
            return null;
        }
        List<string> items = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            items.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, value, "a list of strings"));
        }
        return items;
    }

    /// <summary>Names of the members that are none of the known ones.</summary>
    public IEnumerable<string> UnknownMembers(IReadOnlySet<string> known)
    {
        return element.EnumerateObject().Select(member => member.Name).Where(name => !known.Contains(name));
    }

    /// <summary>A changeable copy of the object.</summary>
    public JsonObject Copy()
    {
        return JsonObject.Create(element.Clone())!;
    }

    public SlsException Missing(string name)
    {
        return error($"required field {name} is lacking").ToException();
    }

    public SlsException Fail(string message)
    {
        return error(message).ToException();
    }

    private JsonElement? Get(string name, JsonValueKind kind, string expected)
    {
        if (!Has(name))
        {
            return null;
        }
        JsonElement value = element.GetProperty(name);
        return value.ValueKind == kind ? value : throw Wrong(name, value, expected);
    }

    private SlsException Wrong(string name, JsonElement value, string expected)
    {
        return error($"field {name} is {value.GetRawText()}: it must be {expected}").ToException();
    }
}
