using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    public RawConnection(Socket socket, int number, CancellationToken stopped)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
        Number = number;
        Stopped = stopped;
    }

    public int Number { get; }

    public CancellationToken Stopped { get; }

    /// <summary>Reads a request with its body; null when the client closed.</summary>
    public async Task<RawRequest?> ReadAsync()
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!Encoding.ASCII.GetString(head.TakeLast(4).ToArray()).Equals("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one, Stopped) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString(head.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        byte[] body = new byte[headers.TryGetValue("Content-Length", out string? length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await _stream.ReadExactlyAsync(body, Stopped);
        return new RawRequest(lines[0], headers, body);
    }

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), Stopped);

    public async Task WriteJsonAsync(string json, string status = "200 OK") =>
        await WriteAsync($"HTTP/1.1 {status}\r\nx-log-requestid: {Answers.RequestId}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Ends with a reset instead of an orderly close.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }
}
