using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>What exists only while an agent runs: its listener and its two clocks.</summary>
internal sealed class AgentRun(AgentSettings settings, StreamLogListener? listener, string? listenError)
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];

    /// <summary>The settings read at the start.</summary>
    public AgentSettings Settings { get; } = settings;

    /// <summary>The listener, if it is open.</summary>
    public StreamLogListener? Listener { get; } = listener;

    /// <summary>Why there is no listener although one was wanted.</summary>
    public string? ListenError { get; } = listenError;

    /// <summary>Runs an action again and again until the end.</summary>
    public void Repeat(TimeSpan period, TimeProvider time, Action action) => _loops.Add(RepeatAsync(period, time, action));

    /// <summary>Ends the clocks, then the listener.</summary>
    public async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
        if (Listener is not null)
        {
            await Listener.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task RepeatAsync(TimeSpan period, TimeProvider time, Action action)
    {
        using PeriodicTimer timer = new(period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                action();
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
    }
}
