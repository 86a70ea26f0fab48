using System.Text.Json;
using AliLogOps.Setup.Definition;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Definition;

public sealed class JsonSchemaTests
{
    private static readonly string s_path = Path.Combine(Emulated.RepositoryRoot, "docs", "setup.schema.json");

    [Fact]
    public void The_published_schema_is_the_readers()
    {
        var expected = JsonSchemaText.Create();
        if (Environment.GetEnvironmentVariable("ALILOGOPS_UPDATE_SCHEMA") == "1")
        {
            File.WriteAllText(s_path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(s_path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Schema_and_reader_know_the_same_settings()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(s_path));
        var published = new SortedSet<string>(StringComparer.Ordinal);
        Collect(schema.RootElement, "", published);
        published.Remove("$schema");
        var read = new SortedSet<string>(StringComparer.Ordinal);
        Collect(SetupSchema.Root, "", read);
        Assert.Equal(read, published);
        Assert.Contains("logstores.index.keys.docValue", read);
        Assert.Contains("environments.machineGroups.expect.hostTags", read);
    }

    private static void Collect(JsonElement schema, string path, SortedSet<string> keys)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                keys.Add(path + property.Name);
                Collect(property.Value, path + property.Name + ".", keys);
            }
        }

        foreach (var inner in (string[])["items", "additionalProperties"])
        {
            if (schema.TryGetProperty(inner, out var value) && value.ValueKind == JsonValueKind.Object)
            {
                Collect(value, path, keys);
            }
        }

        if (schema.TryGetProperty("anyOf", out var choices))
        {
            foreach (var choice in choices.EnumerateArray())
            {
                Collect(choice, path, keys);
            }
        }
    }

    private static void Collect(SetupShape shape, string path, SortedSet<string> keys)
    {
        switch (shape)
        {
            case MapShape map:
                foreach (var key in map.Keys)
                {
                    keys.Add(path + key.JsonKey);
                    Collect(key.Shape, path + key.JsonKey + ".", keys);
                }

                break;
            case TableShape table:
                Collect(table.Value, path, keys);
                break;
            case ListShape list:
                Collect(list.Item, path, keys);
                break;
            case EitherShape either:
                foreach (var choice in either.Choices)
                {
                    Collect(choice, path, keys);
                }

                break;
        }
    }
}
