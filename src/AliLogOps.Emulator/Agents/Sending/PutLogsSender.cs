using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using K4os.Compression.LZ4;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>Where the agents send to and who they are there.</summary>
/// <param name="Endpoint">The address of the service's listener.</param>
/// <param name="HostSuffix">What stands behind the project in the Host header, for example <c>cn-hangzhou.log.aliyuncs.com</c>.</param>
/// <param name="KeyId">The access key id.</param>
/// <param name="KeySecret">The access key secret.</param>
internal sealed record PutLogsAccount(Uri Endpoint, string HostSuffix, string KeyId, string KeySecret)
{
    public override string ToString() => $"{KeyId} at {Endpoint}";
}

/// <summary>Sends log groups by the public operation PutLogs, compressed with LZ4 and signed, as any client would.</summary>
internal sealed class PutLogsSender(Func<PutLogsAccount> account, TimeProvider time) : ILogGroupSender, IDisposable
{
    private const string ContentType = "application/x-protobuf";

    // An emulator without agents starts and stays without a client.
    private readonly Lazy<HttpClient> _client = new(CreateClient);

    public async Task<SendOutcome> SendAsync(SendTarget target, ReadOnlyMemory<byte> logGroup, CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = CreateRequest(account(), target, logGroup.Span);
            using HttpResponseMessage response = await _client.Value.SendAsync(request, cancellationToken);
            string body = response.IsSuccessStatusCode ? string.Empty : await response.Content.ReadAsStringAsync(cancellationToken);
            return PutLogsAnswer.Judge(response.StatusCode, body);
        }
        catch (HttpRequestException problem)
        {
            return SendOutcome.Retry($"network: {problem.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendOutcome.Retry("network: Timeout");
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static HttpClient CreateClient()
    {
        SocketsHttpHandler handler = new()
        {
            // Straight to the listener: a proxy of the environment knows nothing of it.
            UseProxy = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    private HttpRequestMessage CreateRequest(PutLogsAccount account, SendTarget target, ReadOnlySpan<byte> logGroup)
    {
        byte[] body = Compress(logGroup);
        string path = $"/logstores/{Uri.EscapeDataString(target.LogstoreName)}/shards/lb";
        string md5 = Convert.ToHexString(MD5.HashData(body));
        string date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        KeyValuePair<string, string>[] logHeaders =
        [
            new("x-log-apiversion", "0.6.0"),
            new("x-log-bodyrawsize", logGroup.Length.ToString(CultureInfo.InvariantCulture)),
            new("x-log-compresstype", "lz4"),
            new("x-log-signaturemethod", "hmac-sha1"),
        ];
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(account.Endpoint, path))
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Host = $"{target.ProjectName}.{account.HostSuffix}";
        request.Headers.TryAddWithoutValidation("Date", date);
        request.Headers.TryAddWithoutValidation("User-Agent", "ali-log-logtail");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            AgentSignature.Authorization(account.KeyId, account.KeySecret, "POST", md5, ContentType, date, logHeaders, path));
        foreach ((string name, string value) in logHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // This header is hexadecimal here, where HTTP has base64.
        request.Content.Headers.TryAddWithoutValidation("Content-MD5", md5);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        return request;
    }

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        byte[] target = new byte[LZ4Codec.MaximumOutputSize(data.Length)];
        int length = LZ4Codec.Encode(data, target);
        return target[..length];
    }
}
