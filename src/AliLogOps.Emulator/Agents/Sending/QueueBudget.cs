namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// The memory of one agent for logs that are not sent yet. When it is used up the connections stop reading, TCP stops the
/// senders, and rsyslog queues: nothing is thrown away and nothing grows without end.
/// </summary>
internal sealed class QueueBudget(long limit)
{
    private readonly Lock _gate = new();
    private long _used;
    private TaskCompletionSource? _room;

    /// <summary>Bytes in use.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Takes from the budget; a line that is already read is never refused, so it may be overdrawn by one read of each connection.</summary>
    public void Take(long bytes)
    {
        lock (_gate)
        {
            _used += bytes;
        }
    }

    /// <summary>Gives back.</summary>
    public void Return(long bytes)
    {
        TaskCompletionSource? released = null;
        lock (_gate)
        {
            _used -= bytes;
            if (_used < limit)
            {
                released = _room;
                _room = null;
            }
        }

        released?.SetResult();
    }

    /// <summary>Completes at once while there is room, else when there is some again.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_used < limit)
                {
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _room.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }
}
