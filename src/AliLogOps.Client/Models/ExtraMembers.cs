using System.Text.Json;

namespace AliLogOps;

/// <summary>JSON members a model has no property for, kept so that an update sends them back as they came.</summary>
internal sealed class ExtraMembers
{
    private readonly KeyValuePair<string, JsonElement>[] _members;

    private ExtraMembers(KeyValuePair<string, JsonElement>[] members)
    {
        _members = members;
    }

    /// <summary>No further members.</summary>
    public static ExtraMembers None { get; } = new([]);

    /// <summary>Number of members kept.</summary>
    public int Count => _members.Length;

    /// <summary>The members of an object whose names the model does not know.</summary>
    public static ExtraMembers From(JsonElement source, params ReadOnlySpan<string> known)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            return None;
        }

        List<KeyValuePair<string, JsonElement>>? members = null;
        foreach (JsonProperty member in source.EnumerateObject())
        {
            if (known.IndexOf(member.Name) < 0)
            {
                members ??= [];
                members.Add(new(member.Name, member.Value.Clone()));
            }
        }

        return members is null ? None : new([.. members]);
    }

    /// <summary>A member's value, if it was kept.</summary>
    public JsonElement? Find(string name)
    {
        foreach ((string key, JsonElement value) in _members)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Writes the members into an object that is being written.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        foreach ((string key, JsonElement value) in _members)
        {
            writer.WritePropertyName(key);
            value.WriteTo(writer);
        }
    }
}
