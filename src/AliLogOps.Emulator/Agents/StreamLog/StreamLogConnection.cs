using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>One connection of a sender, with a buffer of its own: reads end anywhere, lines are put together here.</summary>
internal sealed class StreamLogConnection(Socket socket, StreamLogFormatTable formats, IStreamLogSink sink, AgentCounters counters)
{
    private const int InitialBuffer = 16 * 1024;
    private const int SmallestRead = 4 * 1024;

    // How long a sender may keep a stopping agent reading what it goes on sending.
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(2);

    private readonly StreamLogFramer _framer = new(formats);
    private readonly StreamLogPeer _peer = new(((IPEndPoint)socket.RemoteEndPoint!).Address);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _start;
    private int _end;

    /// <summary>
    /// Reads until the sender closes, the connection breaks, a line is too long, or <paramref name="stopping"/> fires. In the last
    /// case what has already arrived at this end is still read: the sender counts it as delivered.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            bool open = await ReadUntilStopAsync(stopping);
            if (open)
            {
                await DrainAsync();
            }
        }
        catch (SocketException)
        {
            // The sender reset the connection: the same as a close, for what it had not finished never ends.
        }
        finally
        {
            if (_end > _start)
            {
                counters.AddPartialLine();
            }

            ArrayPool<byte>.Shared.Return(_buffer);
            socket.Dispose();
        }
    }

    private async Task<bool> ReadUntilStopAsync(CancellationToken stopping)
    {
        try
        {
            while (await ReadOnceAsync(stopping))
            {
                await sink.WaitForRoomAsync(stopping);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task DrainAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        using CancellationTokenSource limit = new(s_drainLimit);
        try
        {
            while (socket.Available > 0 && await ReadOnceAsync(limit.Token))
            {
                await sink.WaitForRoomAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // A sender that never pauses, or a queue without room: the rest goes the way of every closed connection.
        }
    }

    /// <returns>False when nothing more is to be read.</returns>
    private async Task<bool> ReadOnceAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        int read = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
        if (read == 0)
        {
            return false;
        }

        _end += read;
        return TakeLines();
    }

    private bool TakeLines()
    {
        while (true)
        {
            StreamLogFrame frame = _framer.TryRead(_buffer.AsSpan(_start.._end), out ReadOnlySpan<byte> line, out int consumed);
            switch (frame)
            {
                case StreamLogFrame.Line:
                    _start += consumed;
                    sink.Accept(line, _peer);
                    break;
                case StreamLogFrame.TooLong:
                    counters.AddTooLong();
                    _start = _end = 0;
                    return false;
                default:
                    return true;
            }
        }
    }

    private void MakeRoom()
    {
        int kept = _end - _start;
        if (kept == 0)
        {
            _start = _end = 0;
            if (_buffer.Length > InitialBuffer * 16)
            {
                // One long line must not leave a large buffer behind for the life of the connection.
                Replace(InitialBuffer);
            }
        }
        else if (_buffer.Length - _end < SmallestRead)
        {
            Replace(_buffer.Length - kept >= SmallestRead ? _buffer.Length : _buffer.Length * 2);
        }
    }

    private void Replace(int size)
    {
        int kept = _end - _start;
        byte[] target = size == _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(size);
        Buffer.BlockCopy(_buffer, _start, target, 0, kept);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        _end = kept;
    }
}
