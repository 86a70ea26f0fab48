using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API, agent instance configs: create, get, list, update, delete, on the endpoint's own host. They are kept and given back; no
/// agent reads them. «unconfirmed»: type and attributes together are the key; error codes are those of Logtail configs.
/// </summary>
internal static class AgentInstanceConfigOperations
{
    private const string All = "/agentinstanceconfigs";
    private const string One = All + "/{configtype}";

    public static void Register(OperationTable table)
    {
        Add(table, "POST", All, "CreateAgentInstanceConfig", BodyKind.Json, Create);
        Add(table, "GET", All, "ListAgentInstanceConfigs", BodyKind.None, List);
        Add(table, "GET", One, "GetAgentInstanceConfig", BodyKind.None, Get);
        Add(table, "PUT", One, "UpdateAgentInstanceConfig", BodyKind.Json, Update);
        Add(table, "DELETE", One, "DeleteAgentInstanceConfig", BodyKind.None, Delete);
    }

    private static void Add(OperationTable table, string method, string path, string name, BodyKind body, Func<OperationContext, SlsResult> handler)
    {
        table.Add(new Operation
        {
            Name = name,
            Method = method,
            Path = new PathTemplate(path),
            Host = HostForm.Bare,
            Body = body,
            CountsAsWrite = method != "GET",
            Handler = context => new ValueTask<SlsResult>(handler(context)),
        });
    }

    private static SlsResult Create(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.InvalidConfigJson);
        string type = body.RequiredString("configType");
        // the type is a segment of the path of all other operations
        if (type.Length is 0 or > 128 || type.Contains('/', StringComparison.Ordinal))
        {
            throw body.Fail($"configType {type} is invalid: 1 to 128 characters without a slash");
        }
        Check(body);
        string attributes = Canonical(body.Object("attributes"), body.Fail);
        context.Services.Database.Write(session =>
        {
            if (AgentInstanceConfigRepository.Find(session, type, attributes) is not null)
            {
                throw SlsErrors.ConfigAlreadyExist($"{type} {attributes}").ToException();
            }
            AgentInstanceConfigRepository.Put(session, new AgentInstanceConfigRecord(type, attributes, body.Copy().ToJsonString(), context.NowSeconds, context.NowSeconds));
        });
        return SlsResult.Empty;
    }

    private static SlsResult Get(OperationContext context)
    {
        (string type, string attributes) = ReadKey(context);
        AgentInstanceConfigRecord config = context.Services.Database.Read(session => AgentInstanceConfigRepository.Find(session, type, attributes)) ?? throw NotExist(type, attributes);
        JsonObject answer = JsonNode.Parse(config.Document)!.AsObject();
        answer["configType"] = type;
        answer["attributes"] = JsonNode.Parse(attributes);
        answer["createTime"] = config.CreateTime;
        answer["lastModifyTime"] = config.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult List(OperationContext context)
    {
        string type = context.Query["configType"] ?? "";
        int offset = context.Query.Int("offset", 0, 0, int.MaxValue);
        // «unconfirmed»: the default and the most
        int size = context.Query.Int("size", 100, 0, 500);
        List<AgentInstanceConfigRecord> all = context.Services.Database.Read(session => AgentInstanceConfigRepository.List(session, type));
        List<AgentInstanceConfigRecord> page = [.. all.Skip(offset).Take(size)];
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("configs");
            foreach (AgentInstanceConfigRecord config in page)
            {
                writer.WriteStartObject();
                writer.WriteString("configType", config.ConfigType);
                writer.WritePropertyName("attributes");
                writer.WriteRawValue(config.Attributes);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteNumber("size", page.Count);
            writer.WriteNumber("total", all.Count);
            writer.WriteEndObject();
        });
    }

    private static SlsResult Update(OperationContext context)
    {
        (string type, string attributes) = ReadKey(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.InvalidConfigJson);
        if (body.String("configType") is { } named && named != type)
        {
            throw SlsErrors.ConfigNameMismatch(named).ToException();
        }
        if (body.Object("attributes") is { } written && Canonical(written, body.Fail) is var other && other != attributes)
        {
            throw body.Fail($"attributes {other} are not the {attributes} of the query, which name the config");
        }
        Check(body);
        context.Services.Database.Write(session =>
        {
            AgentInstanceConfigRecord known = AgentInstanceConfigRepository.Find(session, type, attributes) ?? throw NotExist(type, attributes);
            AgentInstanceConfigRepository.Put(session, known with { Document = body.Copy().ToJsonString(), LastModifyTime = context.NowSeconds });
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        (string type, string attributes) = ReadKey(context);
        return context.Services.Database.Write(session => AgentInstanceConfigRepository.Delete(session, type, attributes)) ? SlsResult.Empty : throw NotExist(type, attributes);
    }

    private static void Check(JsonMembers body)
    {
        body.RequiredString("config");
        foreach (JsonElement element in body.Array("grayConfigs") ?? [])
        {
            JsonMembers gray = element.ValueKind == JsonValueKind.Object
                ? new JsonMembers(element, SlsErrors.InvalidConfigJson)
                : throw body.Fail("each of grayConfigs must be an object with condition and content");
            gray.RequiredString("condition");
            gray.RequiredString("content");
        }
    }

    /// <summary>Type from the path, attributes as JSON text from the query; without them the config that has none.</summary>
    private static (string Type, string Attributes) ReadKey(OperationContext context)
    {
        string text = context.Query["attributes"] ?? "";
        SlsException Wrong(string message) => SlsErrors.InvalidParameter(message).ToException();
        try
        {
            using JsonDocument? document = text.Length == 0 ? null : JsonDocument.Parse(text);
            return document is null || document.RootElement.ValueKind == JsonValueKind.Object
                ? (context.Route["configtype"], Canonical(document?.RootElement, Wrong))
                : throw Wrong($"parameter attributes is '{text}': it must be a JSON object of strings");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong($"parameter attributes is '{text}': it must be a JSON object of strings");
        }
    }

    /// <summary>Attributes with their members in order, so that equal ones are equal texts.</summary>
    private static string Canonical(JsonElement? attributes, Func<string, SlsException> fail)
    {
        JsonObject ordered = [];
        foreach (JsonProperty member in (attributes?.EnumerateObject().AsEnumerable() ?? []).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                throw fail($"attribute {member.Name} is {member.Value.GetRawText()}: it must be a string");
            }
            ordered[member.Name] = member.Value.GetString();
        }
        return ordered.ToJsonString();
    }

    private static SlsException NotExist(string type, string attributes)
    {
        return SlsErrors.ConfigNotExist($"{type} {attributes}").ToException();
    }
}
