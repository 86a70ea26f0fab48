using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>A bare HTTP/1.1 client: sends exactly the bytes it is told, with any host and request line.</summary>
internal static class RawHttp
{
    public static async Task<TestResponse> SendAsync(IPEndPoint endPoint, TestRequest request, string? target = null)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {target ?? request.Target} HTTP/1.1\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Host: {request.Host}\r\n");
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{header.Key}: {header.Value}\r\n");
        }
        if (request.Chunked)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
        }
        else if (request.Body.Length > 0 || request.Method is "POST" or "PUT")
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body.Length}\r\n");
        }
        head.Append("Connection: close\r\n\r\n");
        return await SendBytesAsync(endPoint, [.. Encoding.Latin1.GetBytes(head.ToString()), .. request.Chunked ? Chunks(request.Body) : request.Body]);
    }

    /// <summary>Sends any bytes and reads what comes until the connection is closed.</summary>
    public static async Task<TestResponse> SendBytesAsync(IPEndPoint endPoint, byte[] bytes)
    {
        using TcpClient client = new();
        await client.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        using MemoryStream answer = new();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Parse(answer.ToArray());
    }

    private static byte[] Chunks(byte[] body)
    {
        using MemoryStream chunks = new();
        foreach (byte[] piece in body.Chunk(10))
        {
            chunks.Write(Encoding.ASCII.GetBytes(piece.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            chunks.Write(piece);
            chunks.Write("\r\n"u8);
        }
        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static TestResponse Parse(byte[] answer)
    {
        int end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        string[] lines = Encoding.Latin1.GetString(answer, 0, end).Split("\r\n");
        Dictionary<string, string> headers = new(StringComparer.Ordinal);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return new TestResponse(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, answer[(end + 4)..]);
    }
}
