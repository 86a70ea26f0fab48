using System.Net.Sockets;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class BrokenWireTests
{
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

            await connection.WriteJsonAsync(Answers.ProjectJson);
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
}
