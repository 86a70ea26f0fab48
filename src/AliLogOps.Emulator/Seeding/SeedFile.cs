using System.Globalization;
using System.Text;
using System.Text.Json;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Protos;
using Google.Protobuf;

namespace AliLogOps.Emulator.Seeding;

/// <summary>
/// Makes the initial state a file describes. Everything goes through the operations a client would call, so the same rules hold
/// and the bodies are the service's own. What exists already, in a data path of an earlier run, is left as it is.
/// </summary>
internal sealed class SeedFile(Surfaces surfaces)
{
    private static readonly HashSet<string> s_members = ["projects", "instances", "agents", "metadata"];
    private static readonly HashSet<string> s_projectMembers =
        ["projectName", "description", "dataRedundancyType", "resourceGroupId", "logstores", "configs", "pipelineConfigs", "machineGroups", "bindings", "savedSearches"];

    /// <exception cref="StartFileException">The file cannot be read or is wrong.</exception>
    public static Task LoadAsync(Surfaces surfaces, string path)
    {
        return new StartFile("seed file", path).ApplyAsync(new SeedFile(surfaces).ApplyAsync);
    }

    private async Task ApplyAsync(JsonElement seed)
    {
        JsonMembers members = Members(seed, "the seed", s_members);
        foreach (JsonElement project in members.Array("projects") ?? [])
        {
            await ProjectAsync(project).ConfigureAwait(false);
        }
        await ControlEachAsync(members, "instances", "/_emulator/instances").ConfigureAwait(false);
        await ControlEachAsync(members, "agents", "/_emulator/agents").ConfigureAwait(false);
        if (members.Object("metadata") is { } metadata)
        {
            await ControlAsync("PUT", "/_emulator/metadata", metadata.GetRawText(), "metadata").ConfigureAwait(false);
        }
    }

    private async Task ProjectAsync(JsonElement json)
    {
        JsonMembers members = Members(json, "a project", s_projectMembers);
        string project = members.RequiredString("projectName");
        string body = Without(json, ["logstores", "configs", "pipelineConfigs", "machineGroups", "bindings", "savedSearches"]);
        await CallAsync("POST", project, "/", body).ConfigureAwait(false);
        foreach (JsonElement logstore in members.Array("logstores") ?? [])
        {
            await LogstoreAsync(project, logstore).ConfigureAwait(false);
        }
        foreach ((string member, string path) in ((string, string)[])[("configs", "/configs"), ("pipelineConfigs", "/pipelineconfigs"), ("machineGroups", "/machinegroups"), ("savedSearches", "/savedsearches")])
        {
            foreach (JsonElement item in members.Array(member) ?? [])
            {
                await CallAsync("POST", project, path, item.GetRawText()).ConfigureAwait(false);
            }
        }
        foreach (JsonElement binding in members.Array("bindings") ?? [])
        {
            JsonMembers names = Members(binding, "a binding", ["groupName", "configName"]);
            string path = $"/machinegroups/{PercentEncoding.Encode(names.RequiredString("groupName"))}/configs/{PercentEncoding.Encode(names.RequiredString("configName"))}";
            await CallAsync("PUT", project, path, null).ConfigureAwait(false);
        }
    }

    private async Task LogstoreAsync(string project, JsonElement json)
    {
        JsonMembers members = Members(json, "a logstore", null);
        string path = $"/logstores/{PercentEncoding.Encode(members.RequiredString("logstoreName"))}";
        bool isNew = await CallAsync("POST", project, "/logstores", Without(json, ["index", "logs", "consumerGroups"])).ConfigureAwait(false);
        if (members.Object("index") is { } index)
        {
            await CallAsync("POST", project, path + "/index", index.GetRawText()).ConfigureAwait(false);
        }
        foreach (JsonElement group in members.Array("consumerGroups") ?? [])
        {
            await CallAsync("POST", project, path + "/consumergroups", group.GetRawText()).ConfigureAwait(false);
        }
        // logs have no names to be known by: they are written together with their logstore only
        List<JsonElement> logs = members.Array("logs") ?? [];
        if (isNew && logs.Count > 0)
        {
            try
            {
                foreach (LogGroup group in logs.Select(ReadLog))
                {
                    await CallAsync("POST", project, path + "/shards/lb", group.ToByteArray(), "application/x-protobuf").ConfigureAwait(false);
                }
            }
            catch (SlsException)
            {
                // left as it is, it would pass for one that has its logs when the file is right
                await CallAsync("DELETE", project, path, null).ConfigureAwait(false);
                throw;
            }
        }
    }

    private LogGroup ReadLog(JsonElement json)
    {
        JsonMembers members = Members(json, "a log", ["agoSeconds", "topic", "source", "tags", "contents"]);
        long time = surfaces.Services.Clock.GetUtcNow().ToUnixTimeSeconds() - (members.Int("agoSeconds") ?? 0);
        LogGroup group = new() { Topic = members.String("topic") ?? "", Source = members.String("source") ?? "" };
        group.LogTags.AddRange(Texts(members, "tags").Select(tag => new LogTag { Key = tag.Key, Value = tag.Value }));
        Log log = new() { Time = (uint)Math.Max(0, time) };
        log.Contents.AddRange(Texts(members, "contents").Select(content => new Log.Types.Content { Key = content.Key, Value = content.Value }));
        group.Logs.Add(log);
        return group;
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts(JsonMembers members, string name)
    {
        return members.Object(name) is { } pairs
            ? pairs.EnumerateObject().Select(pair => KeyValuePair.Create(
                pair.Name,
                pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : throw members.Fail($"{name} has {pair.Name} = {pair.Value.GetRawText()}: values must be strings")))
            : [];
    }

    private async Task ControlEachAsync(JsonMembers members, string name, string path)
    {
        foreach (JsonElement item in members.Array(name) ?? [])
        {
            await ControlAsync("POST", path, item.GetRawText(), name).ConfigureAwait(false);
        }
    }

    private async Task ControlAsync(string method, string path, string json, string what)
    {
        SlsRequest request = Request(method, null, path, Encoding.UTF8.GetBytes(json), "application/json", [new("Authorization", $"Bearer {surfaces.Services.ControlToken}")]);
        await RunAsync(() => surfaces.Control.HandleAsync(request), what).ConfigureAwait(false);
    }

    private Task<bool> CallAsync(string method, string project, string path, string? json)
    {
        return CallAsync(method, project, path, json is null ? [] : Encoding.UTF8.GetBytes(json), "application/json");
    }

    /// <returns>False if it exists already.</returns>
    private Task<bool> CallAsync(string method, string project, string path, byte[] body, string contentType)
    {
        SlsRequest request = Request(method, project, path, body, contentType, []);
        return RunAsync(() => surfaces.Sls.RunUnsignedAsync(request), $"project {project}, {method} {path}");
    }

    private static async Task<bool> RunAsync(Func<ValueTask<SlsResult>> call, string what)
    {
        try
        {
            await call().ConfigureAwait(false);
            return true;
        }
        catch (SlsException e) when (e.Error.Code.EndsWith("AlreadyExist", StringComparison.Ordinal))
        {
            return false;
        }
        catch (SlsException e)
        {
            throw (e.Error with { Message = $"{what}: {e.Error.Code}: {e.Error.Message}" }).ToException();
        }
    }

    private SlsRequest Request(string method, string? project, string path, byte[] body, string contentType, IEnumerable<KeyValuePair<string, string>> headers)
    {
        DateTimeOffset now = surfaces.Services.Clock.GetUtcNow();
        return new SlsRequest
        {
            Method = method,
            RawPath = path,
            Path = PercentEncoding.Decode(path),
            Query = QueryParameters.Empty,
            Headers = new RequestHeaders([new("Content-Type", contentType), new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)), new("x-log-bodyrawsize", body.Length.ToString(CultureInfo.InvariantCulture)), .. headers]),
            Host = "seed",
            Project = project,
            RawBody = body,
            Body = body,
            RequestId = RequestIds.New(now),
            ReceivedAt = now,
        };
    }

    private static JsonMembers Members(JsonElement json, string what, HashSet<string>? known)
    {
        JsonMembers members = json.ValueKind == JsonValueKind.Object
            ? new JsonMembers(json, SlsErrors.InvalidParameter)
            : throw SlsErrors.InvalidParameter($"{what} must be an object").ToException();
        return known is not null && members.UnknownMembers(known).FirstOrDefault() is { } unknown
            ? throw members.Fail($"'{unknown}' is no member of {what}; known are {string.Join(", ", known)}")
            : members;
    }

    private static string Without(JsonElement json, string[] members)
    {
        System.Text.Json.Nodes.JsonObject copy = System.Text.Json.Nodes.JsonObject.Create(json.Clone())!;
        foreach (string member in members)
        {
            copy.Remove(member);
        }
        return copy.ToJsonString();
    }
}
