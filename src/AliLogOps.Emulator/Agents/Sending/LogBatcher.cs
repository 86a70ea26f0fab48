using System.Collections.Concurrent;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// The sending half of an agent: one queue a logstore, one worker a queue while the agent runs. Logs that could not be sent before
/// a stop stay here and go out after the next start, as the real agent keeps them in its buffer files.
/// </summary>
internal sealed class LogBatcher(ILogGroupSender sender, TimeProvider time, AgentCounters counters, long memoryLimit = LogBatcher.DefaultMemoryLimit)
{
    /// <summary>Bytes of logs an agent holds before its connections stop reading; the size of the real agent's stream pool.</summary>
    public const long DefaultMemoryLimit = 50L * 1024 * 1024;

    private readonly ConcurrentDictionary<SendTarget, StoreQueue> _queues = new();
    private readonly QueueBudget _budget = new(memoryLimit);
    private readonly Lock _gate = new();
    private Run? _run;
    private BatchRules _rules = new();

    /// <summary>Logs accepted and not yet confirmed or given up.</summary>
    public long Queued => _queues.Values.Sum(queue => queue.Count);

    /// <summary>Adds one log to the batch of its logstore and source.</summary>
    public void Append(SendTarget target, in StreamLogLine line, ReadOnlySpan<byte> source)
    {
        if (!_queues.TryGetValue(target, out StoreQueue? queue))
        {
            queue = AddQueue(target);
        }

        queue.Append(line, source, _rules);
    }

    /// <summary>Completes when there is room for more logs.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => _budget.WaitAsync(cancellationToken);

    /// <summary>Begins to send.</summary>
    public void Start(BatchRules rules)
    {
        lock (_gate)
        {
            _rules = rules;
            _run = new Run();
            foreach ((SendTarget target, StoreQueue queue) in _queues)
            {
                _run.Add(SendAllAsync(target, queue, rules, _run));
            }
        }
    }

    /// <summary>Sends everything that waits, without pauses and each group once, and ends the workers; what fails stays queued.</summary>
    /// <param name="limit">The longest time this may take.</param>
    public async Task StopAsync(TimeSpan limit)
    {
        Run? run;
        lock (_gate)
        {
            run = _run;
            _run = null;
        }

        if (run is null)
        {
            return;
        }

        foreach (StoreQueue queue in _queues.Values)
        {
            queue.SealAll(_rules);
        }

        await run.EndAsync(limit, time);
    }

    private StoreQueue AddQueue(SendTarget target)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(target, out StoreQueue? queue))
            {
                queue = new StoreQueue(time, _budget);
                _queues[target] = queue;
                _run?.Add(SendAllAsync(target, queue, _rules, _run));
            }

            return queue;
        }
    }

    private async Task SendAllAsync(SendTarget target, StoreQueue queue, BatchRules rules, Run run)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                SealedGroup? group = queue.Next(rules, out TimeSpan? wait);
                if (group is not null)
                {
                    bool sent = await SendAsync(target, queue, group, rules, run.Abort);
                    if (!sent)
                    {
                        if (run.Ending.IsCancellationRequested)
                        {
                            return;
                        }

                        await PauseAsync(rules.RetryAfter, run.Ending);
                    }
                }
                else if (run.Ending.IsCancellationRequested)
                {
                    return;
                }
                else
                {
                    await WaitAsync(queue, wait, run.Ending);
                }
            }
        }
        catch (OperationCanceledException) when (run.Abort.IsCancellationRequested)
        {
            // The stop took too long; the group stays queued.
        }
    }

    private async Task<bool> SendAsync(
        SendTarget target, StoreQueue queue, SealedGroup group, BatchRules rules, CancellationToken cancellationToken)
    {
        SendOutcome outcome = await sender.SendAsync(target, group.Data, cancellationToken);
        switch (outcome.Verdict)
        {
            case SendVerdict.Sent:
                counters.AddSent(group.Count);
                break;
            case SendVerdict.Retry when time.GetElapsedTime(group.OpenedAt) < rules.GiveUpAfter:
                counters.AddSendFailure();
                return false;
            case SendVerdict.Retry:
                counters.AddSendFailure();
                counters.Rejected.Add($"given up: {outcome.Reason}", group.Count);
                break;
            default:
                counters.AddSendFailure();
                counters.Rejected.Add(outcome.Reason, group.Count);
                break;
        }

        queue.Remove(group);
        return true;
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken ending)
    {
        try
        {
            await Task.Delay(delay, time, ending);
        }
        catch (OperationCanceledException)
        {
            // One more attempt, then the end.
        }
    }

    private static async Task WaitAsync(StoreQueue queue, TimeSpan? wait, CancellationToken ending)
    {
        try
        {
            await queue.WaitAsync(wait, ending);
        }
        catch (OperationCanceledException)
        {
            // What is left is sent before the end.
        }
    }

    /// <summary>The workers between one start and the stop that follows.</summary>
    private sealed class Run
    {
        private readonly CancellationTokenSource _ending = new();
        private readonly CancellationTokenSource _abort = new();
        private readonly List<Task> _workers = [];

        public CancellationToken Ending => _ending.Token;

        public CancellationToken Abort => _abort.Token;

        public void Add(Task worker) => _workers.Add(worker);

        public async Task EndAsync(TimeSpan limit, TimeProvider time)
        {
            await _ending.CancelAsync();
            Task all = Task.WhenAll(_workers);
            try
            {
                await all.WaitAsync(limit, time);
            }
            catch (TimeoutException)
            {
                await _abort.CancelAsync();
                await all;
            }
        }
    }
}
