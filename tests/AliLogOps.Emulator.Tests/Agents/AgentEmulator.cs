using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Hosting;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Agents;

/// <summary>A whole emulator with its control API and its public API, as a client sees them.</summary>
internal sealed class AgentEmulator : IAsyncDisposable
{
    private readonly EmulatorServer _server;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private AgentEmulator(EmulatorServer server) => _server = server;

    public static async Task<AgentEmulator> StartAsync(string? dataPath = null) =>
        new(await EmulatorServer.StartAsync(new EmulatorOptions { DataPath = dataPath }, TimeProvider.System, log: null));

    /// <summary>Calls the control API and returns the JSON of the answer; any other status than the expected one fails the test.</summary>
    public async Task<JsonNode?> ControlAsync(string method, string path, object? body = null, int status = 200)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(_server.Services.Endpoint, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _server.Services.ControlToken);
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body));
        }

        return Parse(await SendAsync(request, status));
    }

    /// <summary>Calls the Log Service API, signed.</summary>
    public async Task<byte[]> CallAsync(string method, string project, string pathAndQuery, object? body = null, int status = 200)
    {
        byte[] content = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        string md5 = content.Length == 0 ? "" : Convert.ToHexString(MD5.HashData(content));
        string contentType = content.Length == 0 ? "" : "application/json";
        string date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
        KeyValuePair<string, string>[] headers =
        [
            new("x-log-apiversion", "0.6.0"),
            new("x-log-bodyrawsize", $"{content.Length}"),
            new("x-log-signaturemethod", "hmac-sha1"),
        ];
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(_server.Services.Endpoint, pathAndQuery));
        request.Headers.Host = project.Length == 0 ? "127.0.0.1" : $"{project}.127.0.0.1";
        request.Headers.TryAddWithoutValidation("Date", date);
        request.Headers.TryAddWithoutValidation("Authorization", AgentSignature.Authorization(
            _server.Services.Credentials.MainKeyId, _server.Services.Credentials.MainKeySecret, method, md5, contentType, date, headers, Uri.UnescapeDataString(pathAndQuery)));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (content.Length > 0)
        {
            request.Content = new ByteArrayContent(content);
            request.Content.Headers.TryAddWithoutValidation("Content-MD5", md5);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        return await SendAsync(request, status);
    }

    /// <summary>Lays out what a host needs on the server side.</summary>
    public async Task CreateSetupAsync(
        string project = "sample-project", string tag = "sys_tag", string identifier = "id-1", string config = "sample-config")
    {
        await CallAsync("POST", "", "/", new { projectName = project, description = "d" });
        await CallAsync("POST", project, "/logstores", new { logstoreName = "sample-store", ttl = 30, shardCount = 1 });
        await CallAsync("POST", project, "/machinegroups", new
        {
            groupName = "sample-group",
            machineIdentifyType = "userdefined",
            machineList = new[] { identifier },
        });
        await CreateConfigAsync(project, config, tag);
        await CallAsync("PUT", project, $"/machinegroups/sample-group/configs/{config}");
    }

    public Task CreateConfigAsync(string project, string config, string tag) => CallAsync("POST", project, "/configs", new
    {
        configName = config,
        inputType = "syslog",
        inputDetail = new { tag, localStorage = true },
        outputType = "LogService",
        outputDetail = new { logstoreName = "sample-store" },
    });

    /// <summary>Starts an agent with short times.</summary>
    public async Task<JsonNode> StartAgentAsync(string hostName, string identifier = "id-1", int streamlogPort = 0) =>
        (await ControlAsync("POST", "/_emulator/agents", new
        {
            hostName,
            identifiers = new[] { identifier },
            streamlogPort,
            pollSeconds = 0.02,
            batchSeconds = 0.05,
            retrySeconds = 0.05,
        }))!;

    public async Task<JsonNode> AgentAsync(string hostName) => (await ControlAsync("GET", $"/_emulator/agents/{hostName}"))!;

    /// <summary>Waits until an agent looks as it should.</summary>
    public async Task UntilAsync(string hostName, Func<JsonNode, bool> condition)
    {
        JsonNode agent = await AgentAsync(hostName);
        for (int round = 0; !condition(agent); round++)
        {
            Assert.True(round < 3000, $"the agent did not come to this: {agent.ToJsonString()}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
            agent = await AgentAsync(hostName);
        }
    }

    public async Task<JsonArray> MachinesAsync(string project = "sample-project") =>
        Parse(await CallAsync("GET", project, "/machinegroups/sample-group/machines"))!["machines"]!.AsArray();

    /// <summary>Sends lines to the listener of an agent, on a connection of their own.</summary>
    public static async Task SendLinesAsync(JsonNode agent, params string[] lines)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, (int)agent["streamlogPort"]!));
        await socket.SendAsync(LineText.Utf8(string.Concat(lines)), SocketFlags.None);
    }

    /// <summary>All groups of the logstore's only shard, by cursor.</summary>
    public async Task<List<ReceivedGroup>> PullAsync(string project = "sample-project")
    {
        const string Shard = "/logstores/sample-store/shards/0";
        string cursor = (string)Parse(await CallAsync("GET", project, $"{Shard}?from=begin&type=cursor"))!["cursor"]!;
        byte[] list = await CallAsync("GET", project, $"{Shard}?count=1000&cursor={Uri.EscapeDataString(cursor)}&type=logs");
        List<ReceivedGroup> groups = [];
        using CodedInputStream input = new(list);
        while (input.ReadTag() is var tag and not 0)
        {
            Assert.Equal(10u, tag);
            groups.Add(ReceivedGroup.Decode(input.ReadBytes().Memory));
        }

        return groups;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<byte[]> SendAsync(HttpRequestMessage request, int status)
    {
        using HttpResponseMessage response = await _client.SendAsync(request);
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        Assert.True((int)response.StatusCode == status, $"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {LineText.Text(body)}");
        return body;
    }

    private static JsonNode? Parse(byte[] body) => body.Length == 0 ? null : JsonNode.Parse(body);
}
