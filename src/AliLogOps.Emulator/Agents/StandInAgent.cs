using System.Net.Sockets;
using AliLogOps.Emulator.Agents.Sending;
using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Agents;

/// <summary>
/// Stands in for the Logtail agent of one host: reports heartbeats, receives the configs of its machine groups, takes the lines
/// rsyslog sends, and puts them into the logstores.
/// </summary>
internal sealed class StandInAgent
{
    // A stop must end even if the service does not answer; what is not sent by then goes out after the next start.
    private static readonly TimeSpan s_flushLimit = TimeSpan.FromSeconds(5);

    private readonly AgentEnvironment _environment;
    private readonly LogBatcher _batcher;
    private readonly LineIntake _intake;
    private readonly AgentWarnings _warnings = new();
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private volatile AgentSettings _settings;
    private volatile AgentRun? _run;
    private volatile AgentSettings? _reported;
    private volatile int _lastPort;
    private long _lastHeartbeat;

    public StandInAgent(AgentSettings settings, AgentEnvironment environment)
    {
        _settings = settings;
        _environment = environment;
        _batcher = new LogBatcher(environment.Sender, environment.Time, Counters, environment.MemoryLimit);
        _intake = new LineIntake(_batcher, Counters, _warnings, environment.Time);
    }

    /// <summary>The key of the agent.</summary>
    public string HostName => _settings.HostName;

    /// <summary>The settings of the next start.</summary>
    public AgentSettings Settings => _settings;

    /// <summary>The settings in use; those of the next start while stopped.</summary>
    public AgentSettings EffectiveSettings => _run?.Settings ?? _settings;

    /// <summary>Whether settings were changed since the start: they wait for the next one.</summary>
    public bool RestartNeeded => _run is { } run && !ReferenceEquals(run.Settings, _settings);

    public AgentState State => _run is null ? AgentState.Stopped : AgentState.Running;

    /// <summary>Whether the listener is open.</summary>
    public bool Listening => _run?.Listener is not null;

    /// <summary>Why the listener is not open although it was wanted; null otherwise.</summary>
    public string? ListenError => _run?.ListenError;

    /// <summary>The port of the listener: the bound one, else the one the next start takes (0: a free one).</summary>
    public int StreamlogPort => _run?.Listener?.Port ?? PortOf(EffectiveSettings);

    /// <summary>Epoch seconds of the last heartbeat; null before the first.</summary>
    public long? LastHeartbeatTime => Interlocked.Read(ref _lastHeartbeat) is var time and > 0 ? time : null;

    /// <summary>What the last heartbeat said; null before the first.</summary>
    public AgentSettings? Reported => _reported;

    /// <summary>The configs of the last poll.</summary>
    public IReadOnlyList<StreamConfig> Configs => _intake.Configs.All;

    public AgentCounters Counters { get; } = new();

    /// <summary>Logs accepted but not yet confirmed by the service.</summary>
    public long Queued => _batcher.Queued;

    /// <summary>The latest warnings.</summary>
    public IReadOnlyList<string> Warnings => _warnings.Texts;

    /// <summary>Changes what the next start reads.</summary>
    public void Change(AgentSettings settings) => _settings = settings;

    /// <summary>Starts the agent; does nothing if it runs.</summary>
    public async Task StartAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            Start();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops the agent: reads what has arrived, sends what it can, then is silent. Does nothing if it is stopped.</summary>
    public async Task StopAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            await EndRunAsync();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops and starts with nothing in between.</summary>
    public async Task RestartAsync()
    {
        await _lifecycle.WaitAsync();
        try
        {
            await EndRunAsync();
            Start();
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    private void Start()
    {
        if (_run is not null)
        {
            return;
        }

        AgentSettings settings = _settings;
        foreach (string warning in settings.Formats.Warnings)
        {
            _warnings.Add(warning);
        }

        _intake.Configure(settings.Formats, (long)settings.DiscardOlderThan.TotalSeconds);
        _batcher.Start(settings.BatchRules);

        // Configs before the listener: the first line must find its tag.
        PollConfigs(settings);
        StreamLogListener? listener = OpenListener(settings, out string? listenError);
        AgentRun run = new(settings, listener, listenError);
        ReportHeartbeat(settings);
        run.Repeat(settings.Heartbeat, _environment.Time, () => ReportHeartbeat(settings));
        run.Repeat(settings.Poll, _environment.Time, () => PollConfigs(settings));
        _run = run;
    }

    private async Task EndRunAsync()
    {
        if (_run is not { } run)
        {
            return;
        }

        await run.EndAsync();
        await _batcher.StopAsync(s_flushLimit);
        _run = null;
        if (Queued is var left and > 0)
        {
            _warnings.Add($"{left} logs could not be sent before the stop; they go out after the next start.");
        }
    }

    private StreamLogListener? OpenListener(AgentSettings settings, out string? error)
    {
        error = null;
        if (!settings.StreamlogOpen)
        {
            return null;
        }

        int port = PortOf(settings);
        try
        {
            StreamLogListener listener = StreamLogListener.Start(settings.StreamlogAddress, port, settings.Formats, _intake, Counters);
            _lastPort = listener.Port;
            return listener;
        }
        catch (SocketException problem)
        {
            // As the real agent: it runs on without a listener.
            error = $"STREAMLOG_TCP_SOCKET_BIND_ALARM: cannot listen on {settings.StreamlogAddress}:{port}: {problem.Message}; free the port or set another streamlogPort, then restart the agent.";
            _warnings.Add(error);
            return null;
        }
    }

    private int PortOf(AgentSettings settings) => settings.StreamlogPort == 0 ? _lastPort : settings.StreamlogPort;

    private void ReportHeartbeat(AgentSettings settings)
    {
        Interlocked.Exchange(ref _lastHeartbeat, _environment.Time.GetUtcNow().ToUnixTimeSeconds());
        _reported = settings;
    }

    private void PollConfigs(AgentSettings settings)
    {
        StreamConfigSet configs;
        try
        {
            configs = new StreamConfigSet(_environment.Configs.Find(settings.Identifiers, settings.IpAddress));
        }
        catch (Exception problem)
        {
            // An agent outlives every trouble of its config server and works on with what it has.
            _warnings.Add($"The configs could not be fetched: {problem.Message}; the agent goes on with those it has.");
            return;
        }

        foreach (StreamConfig shadowed in configs.Shadowed)
        {
            _warnings.Add($"The config {shadowed.ProjectName}/{shadowed.ConfigName} gets no lines: an earlier config has its tag '{shadowed.Tag}'; give each config of a host a tag of its own.");
        }

        Counters.DuplicateTags = configs.Shadowed.Count;
        _intake.Configs = configs;
    }
}
