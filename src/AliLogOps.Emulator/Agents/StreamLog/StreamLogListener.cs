using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>The TCP listener of one agent; serves any number of connections at once.</summary>
internal sealed class StreamLogListener : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan s_pauseAfterAcceptError = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly Func<Socket, StreamLogConnection> _connect;
    private readonly AgentCounters _counters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _running = [];
    private readonly Task _accepting;

    private StreamLogListener(Socket socket, StreamLogFormatTable formats, IStreamLogSink sink, AgentCounters counters)
    {
        _socket = socket;
        _counters = counters;
        _connect = accepted => new StreamLogConnection(accepted, formats, sink, counters);
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port the listener is bound to.</summary>
    public int Port { get; }

    /// <summary>Binds and begins to accept.</summary>
    /// <param name="address">The address to listen on.</param>
    /// <param name="port">0 takes a free port.</param>
    /// <param name="formats">The formats of the lines.</param>
    /// <param name="sink">Takes the lines.</param>
    /// <param name="counters">Counts connections and lost lines.</param>
    /// <exception cref="SocketException">The address or port cannot be used.</exception>
    public static StreamLogListener Start(
        IPAddress address, int port, StreamLogFormatTable formats, IStreamLogSink sink, AgentCounters counters)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return new StreamLogListener(socket, formats, sink, counters);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes the listener, reads what has arrived on the open connections, closes them and waits for all of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_running.Keys);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        using (_socket)
        {
            while (!_stopping.IsCancellationRequested)
            {
                try
                {
                    Serve(await _socket.AcceptAsync(_stopping.Token));
                }
                catch (OperationCanceledException)
                {
                    // Stopping.
                }
                catch (SocketException)
                {
                    // The caller went away while waiting, or the process is out of handles: the next one may do better.
                    await Task.Delay(s_pauseAfterAcceptError);
                }
            }

            ServeWaiting();
        }
    }

    /// <summary>Connections the system has already completed hold lines their senders count as delivered.</summary>
    private void ServeWaiting()
    {
        try
        {
            while (_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            {
                Serve(_socket.Accept());
            }
        }
        catch (SocketException)
        {
            // Nothing more to serve.
        }
    }

    private void Serve(Socket accepted)
    {
        StreamLogConnection connection;
        try
        {
            // A host that vanishes without a word must not hold its connection for ever.
            accepted.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            connection = _connect(accepted);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            return;
        }

        _counters.ConnectionOpened();
        Task task = ServeAsync(connection);
        _running.TryAdd(task, 0);
        task.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(StreamLogConnection connection)
    {
        // Never on the accepting loop: a sender with much to say must not keep others waiting.
        await Task.Yield();
        try
        {
            await connection.RunAsync(_stopping.Token);
        }
        finally
        {
            _counters.ConnectionClosed();
        }
    }
}
