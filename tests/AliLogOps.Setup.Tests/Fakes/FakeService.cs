using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Client;

namespace AliLogOps.Setup.Tests.Fakes;

/// <summary>
/// A service in memory: answers reads with what the test put there, everything else with success, and keeps every write with its body.
/// What nobody put there does not exist, with the service's own code for it.
/// </summary>
public sealed class FakeService : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, (HttpStatusCode Status, string Body)> _answers = new();

    public FakeService()
    {
        Client = new LogServiceClient(new LogServiceClientOptions
        {
            Endpoint = LogServiceEndpoint.Parse("http://127.0.0.1:9", "cn-hangzhou"),
            Credentials = new StaticCredentialProvider(new AccessKeyCredential("LTAItest", "secret")),
            Retry = RetryPolicy.None,
            Handler = this,
        });
    }

    public LogServiceClient Client { get; }

    public ConcurrentQueue<Write> Writes { get; } = new();

    /// <summary>The only write, when there was exactly one.</summary>
    public Write Written => Assert.Single(Writes);

    public FakeService Has(string path, string json)
    {
        _answers["GET " + path] = (HttpStatusCode.OK, json);
        return this;
    }

    public FakeService Refuses(string methodAndPath, int status, string code)
    {
        _answers[methodAndPath] = ((HttpStatusCode)status, JsonSerializer.Serialize(new { errorCode = code, errorMessage = $"{code} was the answer" }));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var key = $"{request.Method} {path}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (request.Method != HttpMethod.Get)
        {
            Writes.Enqueue(new Write(key, body));
        }

        if (_answers.TryGetValue(key, out var answer))
        {
            return Answer(answer.Status, answer.Body);
        }

        return request.Method == HttpMethod.Get
            ? Answer(HttpStatusCode.NotFound, JsonSerializer.Serialize(new { errorCode = MissingCode(path), errorMessage = "does not exist" }))
            : Answer(HttpStatusCode.OK, "");
    }

    private static string MissingCode(string path) => path switch
    {
        "/" => "ProjectNotExist",
        _ when path.EndsWith("/index", StringComparison.Ordinal) => "IndexConfigNotExist",
        _ when path.StartsWith("/logstores/", StringComparison.Ordinal) => "LogStoreNotExist",
        _ when path.StartsWith("/machinegroups/", StringComparison.Ordinal) => "MachineGroupNotExist",
        _ => "ConfigNotExist",
    };

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status)
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { { "x-log-requestid", "5F00AABBCCDDEEFF00112233" } },
    };

    public sealed record Write(string Request, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }
}
