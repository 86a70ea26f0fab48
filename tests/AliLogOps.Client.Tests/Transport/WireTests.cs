using System.Net.Sockets;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class WireTests
{
    private const string ProjectJson = """{"projectName":"my-project","description":"d"}""";

    [Theory]
    [InlineData("127.0.0.1", "my-project.127.0.0.1")]
    [InlineData("localhost", "my-project.localhost")]
    public async Task A_project_on_loopback_is_reached_without_name_resolution_and_named_in_the_Host_header(string host, string projectHost)
    {
        RawRequest? seen = null;
        await using RawServer server = new(async connection =>
        {
            seen = await connection.ReadAsync();
            await connection.WriteJsonAsync(ProjectJson);
        });
        using LogServiceClient client = server.Client(host: host);

        LogProject project = await client.GetProjectAsync(Project, TestContext.Current.CancellationToken);

        Assert.Equal("d", project.Description);
        Assert.Equal("GET / HTTP/1.1", seen!.Line);
        Assert.Equal($"{projectHost}:{server.Port}", seen.Headers["Host"]);
    }

    [Fact]
    public async Task Requests_share_one_connection()
    {
        await using RawServer server = new(async connection =>
        {
            while (await connection.ReadAsync() is not null)
            {
                await connection.WriteJsonAsync(ProjectJson);
            }
        });
        using (LogServiceClient first = server.Client())
        {
            await first.GetProjectAsync(Project, TestContext.Current.CancellationToken);
            await first.GetProjectAsync(Project, TestContext.Current.CancellationToken);
        }

        using LogServiceClient second = server.Client();
        await second.GetProjectAsync(Project, TestContext.Current.CancellationToken);

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task What_goes_out_is_what_was_signed()
    {
        RawRequest? seen = null;
        await using RawServer server = new(async connection =>
        {
            seen = await connection.ReadAsync();
            await connection.WriteJsonAsync("{}");
        });
        using LogServiceClient client = server.Client();

        await client.GetLogstoreAsync(Project, "a b*'(é)~/".TrimEnd('/'), TestContext.Current.CancellationToken);

        Assert.Equal("GET /logstores/a%20b%2A%27%28%C3%A9%29~ HTTP/1.1", seen!.Line);
        SignableRequest expected = SignatureInputs.Request("GET", "/logstores/a%20b%2A%27%28%C3%A9%29~", null, null, [.. seen.Headers.Where(header => header.Key != "Authorization").Select(header => (header.Key, header.Value))]);
        string signature = new SignerV4("cn-hangzhou").ComputeSignature(expected, SignatureInputs.Secret);
        Assert.EndsWith("Signature=" + signature, seen.Headers["Authorization"], StringComparison.Ordinal);
        Assert.False(seen.Headers.ContainsKey("traceparent"));
        Assert.False(seen.Headers.ContainsKey("Accept-Encoding"));
        Assert.False(seen.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task A_reset_in_the_body_is_repeated()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            if (connection.Number == 1)
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"proj");
                await Task.Delay(50);
                connection.Reset();
                return;
            }

            await connection.WriteJsonAsync(ProjectJson);
        });
        using LogServiceClient client = server.Client();

        Assert.Equal("d", (await client.GetProjectAsync(Project, TestContext.Current.CancellationToken)).Description);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"proj")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"proj\r\n")]
    public async Task A_body_that_always_ends_early_is_a_protocol_error_that_says_so(string answer)
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync(answer);
        });
        using LogServiceClient client = server.Client();

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Protocol, ErrorCodes.TruncatedResponse, 3, 200), (failure.Kind, failure.ErrorCode, failure.Attempts, failure.HttpStatus));
        Assert.Contains("truncated", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_closed_without_an_answer_is_repeated_and_then_reported()
    {
        await using RawServer server = new(connection => connection.ReadAsync());
        using LogServiceClient client = server.Client();

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal(3, failure.Attempts);
        Assert.Contains(failure.Kind, (ErrorKind[])[ErrorKind.Connection, ErrorKind.Protocol]);
    }

    [Fact]
    public async Task What_is_no_HTTP_is_reported()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        });
        using LogServiceClient client = server.Client(RetryPolicy.None);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Connection, failure.Kind);
        Assert.IsType<HttpRequestException>(failure.InnerException);
    }

    [Fact]
    public async Task Slow_headers_meet_the_request_timeout()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
            await Task.Delay(Timeout.Infinite, connection.Stopped);
        });
        using LogServiceClient client = server.Client(RetryPolicy.None, TimeSpan.FromMilliseconds(200));

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Timeout, null), (failure.Kind, failure.HttpStatus));
        Assert.Contains("0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_body_meets_the_request_timeout()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            await Task.Delay(Timeout.Infinite, connection.Stopped);
        });
        using LogServiceClient client = server.Client(RetryPolicy.None, TimeSpan.FromMilliseconds(500));

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Timeout, 200), (failure.Kind, failure.HttpStatus));
        Assert.Contains("finish its answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_body_ends_at_once()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, connection.Stopped);
        });
        using LogServiceClient client = server.Client();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetProjectAsync(Project, cancel.Token));

        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task A_chunked_body_of_many_pieces_is_read_whole()
    {
        string description = new('x', 200_000);
        string json = $$"""{"projectName":"my-project","description":"{{description}}"}""";
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            foreach (char[] chunk in json.Chunk(7001))
            {
                await connection.WriteAsync($"{chunk.Length:x}\r\n{new string(chunk)}\r\n");
            }

            await connection.WriteAsync("0\r\n\r\n");
        });
        using LogServiceClient client = server.Client();

        Assert.Equal(description, (await client.GetProjectAsync(Project, TestContext.Current.CancellationToken)).Description);
    }

    [Fact]
    public async Task A_closed_port_is_a_connection_failure_with_a_remedy()
    {
        int port;
        using (TcpListener listener = new(System.Net.IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        }

        using LogServiceClient client = new(new LogServiceClientOptions
        {
            Endpoint = LogServiceEndpoint.Parse($"http://127.0.0.1:{port}", "cn-hangzhou"),
            Credentials = new StaticCredentialProvider(SignatureInputs.Key),
            Retry = new RetryPolicy { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1) },
        });

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Connection, ErrorCodes.ConnectionFailed, 2), (failure.Kind, failure.ErrorCode, failure.Attempts));
        Assert.Contains("emulator", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_the_server_closed_while_idle_is_replaced()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteJsonAsync(ProjectJson);
        });
        using LogServiceClient client = server.Client(RetryPolicy.Default with { BaseDelay = TimeSpan.FromMilliseconds(1) });

        for (int i = 0; i < 5; i++)
        {
            await client.GetProjectAsync(Project, TestContext.Current.CancellationToken);
        }

        Assert.Equal(5, server.Connections);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_over_the_wire()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        });
        using LogServiceClient client = server.Client();

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project, TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Protocol, 307, 1), (failure.Kind, failure.HttpStatus, failure.Attempts));
    }
}
