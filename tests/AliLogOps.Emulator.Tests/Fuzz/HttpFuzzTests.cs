using System.Net;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Request heads and bodies as bytes on the wire: every connection is answered or closed, and the emulator goes on.</summary>
public class HttpFuzzTests
{
    private static readonly byte[][] s_requests =
    [
        "GET /logstores?offset=0&size=10 HTTP/1.1\r\nHost: p.127.0.0.1\r\nx-log-apiversion: 0.6.0\r\nDate: Mon, 06 May 2024 07:08:09 GMT\r\nAuthorization: LOG a:b=\r\n\r\n"u8.ToArray(),
        "POST /logstores HTTP/1.1\r\nHost: p.127.0.0.1:80\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n\r\n"u8.ToArray(),
        "POST http://p.cn-hangzhou.log.aliyuncs.com/logstores/l/shards/lb HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nx-log-compresstype: lz4\r\nx-log-bodyrawsize: 9\r\n\r\nabc"u8.ToArray(),
        "POST /?Action=DescribeRegions&Version=2014-05-26 HTTP/1.1\r\nHost: ecs.cn-hangzhou.aliyuncs.com\r\nx-acs-action: DescribeRegions\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
        "GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray(),
        "PUT /latest/api/token HTTP/1.1\r\nHost: 100.100.100.200\r\nX-aliyun-ecs-metadata-token-ttl-seconds: 60\r\nContent-Length: 0\r\n\r\n"u8.ToArray(),
    ];

    [Fact]
    public async Task Any_bytes_are_answered_or_the_connection_is_closed()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        FuzzRun.Each(random => Send(emulator.EndPoint, Mutation.Of(random, s_requests)), share: 0.1);
        Assert.Equal(200, (await emulator.ControlAsync("GET", "/_emulator/health", authorized: false)).Status);
    }

    private static void Send(IPEndPoint endPoint, byte[] bytes)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        socket.Connect(endPoint);
        byte[] answer = new byte[64];
        int length = 0;
        try
        {
            socket.Send(bytes);
            // nothing more will come: a request that waits for its rest ends too
            socket.Shutdown(SocketShutdown.Send);
            for (int read; length < answer.Length && (read = socket.Receive(answer.AsSpan(length))) > 0;)
            {
                length += read;
            }
        }
        catch (SocketException problem) when (problem.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // closed before everything was read
            return;
        }
        string head = Encoding.ASCII.GetString(answer, 0, length);
        Assert.True(length == 0 || head.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), head);
        Assert.DoesNotContain("HTTP/1.1 500", head, StringComparison.Ordinal);
    }
}
