using AliLogOps.Client;
using BenchmarkDotNet.Attributes;

namespace AliLogOps.Benchmarks.Micro;

/// <summary>A signature of a search request.</summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private static readonly AccessKeyCredential s_credential = new("LTAI5tExampleKeyId000000", "ExampleSecretExampleSecret0000");
    private readonly SignerV1 _v1 = new();
    private readonly SignerV4 _v4 = new("cn-hangzhou");

    [Benchmark]
    public string V1() => _v1.Sign(Request(), s_credential, DateTimeOffset.UnixEpoch);

    [Benchmark]
    public string V4() => _v4.Sign(Request(), s_credential, DateTimeOffset.UnixEpoch);

    private static SignableRequest Request()
    {
        SignableRequest request = new()
        {
            Method = "POST",
            Path = "/logstores/sample-app-log-store-dev/logs",
            DecodedPath = "/logstores/sample-app-log-store-dev/logs",
            Body = "{\"from\":1700000000,\"to\":1700000900,\"query\":\"app-name: todo-list\",\"line\":100,\"offset\":0}"u8.ToArray(),
        };
        request.Headers.Set("Host", "sample-app-log-project-dev.cn-hangzhou.log.aliyuncs.com");
        request.Headers.Set("Content-Type", "application/json");
        request.Headers.Set("x-log-apiversion", "0.6.0");
        request.Headers.Set("x-log-bodyrawsize", "88");
        return request;
    }
}
