using System.Net;
using System.Text;
using AliLogOps.Emulator.Hosting;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>How a request is signed.</summary>
internal enum Signing
{
    V4,
    V1,
    V1Sha256,
    None,
}

/// <summary>An emulator in the test's own process, on a free port.</summary>
internal sealed class TestEmulator : IAsyncDisposable
{
    private TestEmulator(EmulatorServer server, TimeProvider clock)
    {
        Server = server;
        Clock = clock;
    }

    public EmulatorServer Server { get; }

    public EmulatorServices Services => Server.Services;

    public TimeProvider Clock { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Services.Endpoint.Port);

    public static async Task<TestEmulator> StartAsync(EmulatorOptions? options = null, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        return new TestEmulator(await EmulatorServer.StartAsync(options ?? new EmulatorOptions(), clock, null), clock);
    }

    public ValueTask DisposeAsync()
    {
        return Server.DisposeAsync();
    }

    /// <summary>Host that names a project, or the bare host.</summary>
    public string HostOf(string? project)
    {
        return project is null ? $"127.0.0.1:{Services.Endpoint.Port}" : $"{project}.127.0.0.1:{Services.Endpoint.Port}";
    }

    /// <summary>Sends a signed Log Service request.</summary>
    /// <param name="target">Path, with a decoded query if there is one (values must not hold &amp; or =).</param>
    public Task<TestResponse> CallAsync(string method, string? project, string target, string? json = null, Signing signing = Signing.V4, Action<TestRequest>? change = null)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        TestRequest request = new(method, question < 0 ? target : target[..question]) { Host = HostOf(project) };
        if (question >= 0)
        {
            foreach (string pair in target[(question + 1)..].Split('&'))
            {
                string[] parts = pair.Split('=', 2);
                request.Query.Add(new(parts[0], parts.Length > 1 ? parts[1] : ""));
            }
        }
        if (json is not null)
        {
            request.Body = Encoding.UTF8.GetBytes(json);
            request["Content-Type"] = "application/json";
        }
        request["x-log-apiversion"] = "0.6.0";
        request["x-log-bodyrawsize"] = request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        change?.Invoke(request);
        Sign(request, signing);
        return RawHttp.SendAsync(EndPoint, request);
    }

    /// <summary>Signs what the request holds with the run's own key, or with the key the test has set.</summary>
    public void Sign(TestRequest request, Signing signing)
    {
        (string id, string secret) = request.Key ?? (Services.Credentials.MainKeyId, Services.Credentials.MainKeySecret);
        DateTimeOffset now = Clock.GetUtcNow();
        switch (signing)
        {
            case Signing.V4:
                TestSigner.SignV4(request, id, secret, now, Services.Region);
                break;
            case Signing.V1 or Signing.V1Sha256:
                TestSigner.SignV1(request, id, secret, now, signing == Signing.V1Sha256);
                break;
        }
    }

    /// <summary>Sends a signed ECS or STS request; parameters go into the query.</summary>
    public Task<TestResponse> EcsAsync(string action, IEnumerable<(string Name, string Value)>? parameters = null, string version = "2014-05-26", Action<TestRequest>? change = null)
    {
        TestRequest request = new("POST", "/") { Host = HostOf(null) };
        request.Query.AddRange((parameters ?? []).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        request["x-acs-action"] = action;
        request["x-acs-version"] = version;
        change?.Invoke(request);
        (string id, string secret) = request.Key ?? (Services.Credentials.MainKeyId, Services.Credentials.MainKeySecret);
        TestSigner.SignAcs3(request, id, secret, Clock.GetUtcNow());
        return RawHttp.SendAsync(EndPoint, request);
    }

    /// <summary>Calls the control API.</summary>
    public Task<TestResponse> ControlAsync(string method, string path, string? json = null, bool authorized = true)
    {
        TestRequest request = new(method, path) { Host = HostOf(null), Body = Encoding.UTF8.GetBytes(json ?? "") };
        if (authorized)
        {
            request["Authorization"] = $"Bearer {Services.ControlToken}";
        }
        return RawHttp.SendAsync(EndPoint, request);
    }

    /// <summary>Makes a project, and a logstore in it if a name is given.</summary>
    public async Task<string> CreateProjectAsync(string project, string? logstore = null, int shards = 2)
    {
        (await CallAsync("POST", project, "/", $$"""{"projectName":"{{project}}","description":"test"}""")).Ok();
        if (logstore is not null)
        {
            (await CallAsync("POST", project, "/logstores", $$"""{"logstoreName":"{{logstore}}","ttl":30,"shardCount":{{shards}}}""")).Ok();
        }
        return project;
    }
}
