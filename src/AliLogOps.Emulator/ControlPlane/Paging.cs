using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Lists of names: a page by offset and size, with the count of the page and the total.</summary>
internal static class Paging
{
    /// <summary>Answers <c>{"count","total",member:[names]}</c>.</summary>
    public static SlsResult Names(OperationContext context, string member, IReadOnlyList<string> all, int defaultSize, int maximumSize)
    {
        int offset = context.Query.Int("offset", 0, 0, int.MaxValue);
        int size = context.Query.Int("size", defaultSize, 0, maximumSize);
        List<string> page = [.. all.Skip(offset).Take(size)];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", page.Count);
            writer.WriteNumber("total", all.Count);
            WriteNames(writer, member, page);
            writer.WriteEndObject();
        });
    }

    /// <summary>Answers <c>{"count",member:[names]}</c>, as the lists of bindings do.</summary>
    public static SlsResult Bound(string member, IReadOnlyList<string> names)
    {
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", names.Count);
            WriteNames(writer, member, names);
            writer.WriteEndObject();
        });
    }

    private static void WriteNames(System.Text.Json.Utf8JsonWriter writer, string member, IEnumerable<string> names)
    {
        writer.WriteStartArray(member);
        foreach (string name in names)
        {
            writer.WriteStringValue(name);
        }
        writer.WriteEndArray();
    }
}
