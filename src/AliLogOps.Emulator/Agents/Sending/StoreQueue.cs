using System.Threading.Channels;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// The logs of one agent for one logstore: open groups by source, finished groups in order. Groups leave one at a time, so the
/// lines of a connection reach the service in their order.
/// </summary>
internal sealed class StoreQueue(TimeProvider time, QueueBudget budget)
{
    /// <summary>What an empty group takes besides its logs: many sources with few logs each must not slip through the budget.</summary>
    private const int GroupCost = 2048;

    private readonly Lock _gate = new();
    private readonly List<LogGroupBuilder> _open = [];
    private readonly Dictionary<byte[], LogGroupBuilder> _openBySource = new(SourceComparer.Instance);
    private readonly Dictionary<byte[], LogGroupBuilder> _openOutOfWindow = new(SourceComparer.Instance);
    private readonly Queue<SealedGroup> _sealed = [];
    private readonly PackIds _packs = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private long _count;

    /// <summary>Logs waiting to be sent.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Adds one log.</summary>
    public void Append(in StreamLogLine line, ReadOnlySpan<byte> source, BatchRules rules)
    {
        int size = LogGroupBuilder.SizeOf(line);
        bool outOfWindow = !TimeWindow.Contains(line.Time, time.GetUtcNow());
        bool wake = false;
        lock (_gate)
        {
            if (Groups(outOfWindow).TryGetValue(source, out LogGroupBuilder? group) && group.Size + size > rules.MaxSize)
            {
                Seal(group, rules);
                wake = true;
                group = null;
            }

            if (group is null)
            {
                group = new LogGroupBuilder(source, time.GetTimestamp(), outOfWindow);
                _open.Add(group);
                Groups(outOfWindow)[source] = group;
                budget.Take(GroupCost);
                wake |= _open.Count == 1;
            }

            budget.Take(size);
            group.Append(line);
            Interlocked.Increment(ref _count);
            if (group.Count >= rules.MaxCount || group.Size >= rules.MaxSize)
            {
                Seal(group, rules);
                wake = true;
            }
        }

        if (wake)
        {
            _changed.Writer.TryWrite(true);
        }
    }

    /// <summary>Finishes all open groups, as before a stop.</summary>
    public void SealAll(BatchRules rules)
    {
        lock (_gate)
        {
            while (_open.Count > 0)
            {
                Seal(_open[0], rules);
            }
        }

        _changed.Writer.TryWrite(true);
    }

    /// <summary>The group to be sent next, or null while none is due. It stays in the queue until <see cref="Remove"/>.</summary>
    /// <param name="rules">Tell how long an open group waits.</param>
    /// <param name="wait">How long until an open group is due; null if there is none.</param>
    public SealedGroup? Next(BatchRules rules, out TimeSpan? wait)
    {
        lock (_gate)
        {
            wait = null;
            while (_open.Count > 0)
            {
                // Groups stand in the order of their first log, so the first is due first.
                TimeSpan left = rules.MaxAge - time.GetElapsedTime(_open[0].OpenedAt);
                if (left > TimeSpan.Zero)
                {
                    wait = left;
                    break;
                }

                Seal(_open[0], rules);
            }

            return _sealed.TryPeek(out SealedGroup? group) ? group : null;
        }
    }

    /// <summary>Takes the first group out after it was sent or given up.</summary>
    public void Remove(SealedGroup group)
    {
        lock (_gate)
        {
            if (!_sealed.TryPeek(out SealedGroup? first) || !ReferenceEquals(first, group))
            {
                throw new InvalidOperationException("Only the first group of the queue can be removed.");
            }

            _sealed.Dequeue();
            Interlocked.Add(ref _count, -group.Count);
        }

        budget.Return(group.Cost);
    }

    /// <summary>Completes when something was added or finished, or after <paramref name="timeout"/>.</summary>
    public async Task WaitAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource due = timeout is { } delay ? new CancellationTokenSource(delay, time) : new CancellationTokenSource();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await _changed.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // An open group is due.
        }
    }

    private Dictionary<byte[], LogGroupBuilder>.AlternateLookup<ReadOnlySpan<byte>> Groups(bool outOfWindow) =>
        (outOfWindow ? _openOutOfWindow : _openBySource).GetAlternateLookup<ReadOnlySpan<byte>>();

    private void Seal(LogGroupBuilder group, BatchRules rules)
    {
        _open.Remove(group);
        Groups(group.OutOfWindow).Remove(group.Source);
        int cost = group.Size + GroupCost;
        _sealed.Enqueue(new SealedGroup(group.Complete([.. rules.Tags, _packs.Next(group.Source)]), group.Count, cost, group.OpenedAt));
    }
}
