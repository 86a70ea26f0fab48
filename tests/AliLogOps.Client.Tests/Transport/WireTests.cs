using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class WireTests
{
    [Theory]
    [InlineData("127.0.0.1", "my-project.127.0.0.1")]
    [InlineData("localhost", "my-project.localhost")]
    public async Task A_project_on_loopback_is_reached_without_name_resolution_and_named_in_the_Host_header(string host, string projectHost)
    {
        RawRequest? seen = null;
        await using RawServer server = new(async connection =>
        {
            seen = await connection.ReadAsync();
            await connection.WriteJsonAsync(Answers.ProjectJson);
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
                await connection.WriteJsonAsync(Answers.ProjectJson);
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
    public async Task A_connection_the_server_closed_while_idle_is_replaced()
    {
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteJsonAsync(Answers.ProjectJson);
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
