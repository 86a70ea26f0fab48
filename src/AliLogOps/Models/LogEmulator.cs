using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps;

/// <summary>
/// An emulator started by this session, as it was when it was looked at. Its endpoint, region and credential bind to Connect-AliLog.
/// </summary>
public sealed class LogEmulator
{
    internal LogEmulator(EmulatorHandle handle, EmulatorState? state)
    {
        Handle = handle;
        State = state is null ? EmulatorRunState.Stopped : EmulatorRunState.Running;
        StartTime = state?.StartTime ?? handle.StartTime;
        Requests = state?.Requests ?? 0;
        Writes = state?.Writes ?? 0;
        WritesByProject = state?.WritesByProject ?? new Dictionary<string, long>();
        Projects = state?.Projects ?? 0;
        Agents = state?.Agents ?? 0;
        var dial = state?.Dial ?? new EmulatorDial();
        Faults = [.. dial.Faults.Select(fault => new LogEmulatorFault(fault, this))];
        ClockOffset = dial.ClockOffset;
        ClockFrozenAt = dial.ClockFrozenAt;
        SearchDelay = dial.SearchDelay;
        CreationDelay = dial.CreationDelay;
        IndexDelay = dial.IndexDelay;
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint => Handle.Endpoint;

    /// <summary>Region it plays.</summary>
    public string Region => Handle.Info.Endpoint.Region;

    /// <summary>The key pair made for this run: user name and password are AccessKey id and secret.</summary>
    public PSCredential Credential => Handle.Credential;

    /// <summary>Id of its process.</summary>
    public int ProcessId => Handle.Info.ProcessId;

    /// <summary>Whether it ran when it was looked at.</summary>
    public EmulatorRunState State { get; }

    /// <summary>Its version.</summary>
    public string Version => Handle.Info.Version;

    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartTime { get; }

    /// <summary>Folder of its data; null when it keeps them in memory.</summary>
    public string? DataPath => Handle.DataPath;

    /// <summary>Requests it has answered; 0 when it does not run any more.</summary>
    public long Requests { get; }

    /// <summary>Requests among them that were meant to change a resource; log data are not counted.</summary>
    public long Writes { get; }

    /// <summary>The same by project; the empty name stands for requests that belong to none.</summary>
    public IReadOnlyDictionary<string, long> WritesByProject { get; }

    /// <summary>Projects it holds.</summary>
    public int Projects { get; }

    /// <summary>Stand-in agents it holds.</summary>
    public int Agents { get; }

    /// <summary>The faults set at its dial, in the order in which they are tried.</summary>
    public IReadOnlyList<LogEmulatorFault> Faults { get; }

    /// <summary>How far its clock is moved.</summary>
    public TimeSpan ClockOffset { get; }

    /// <summary>Where its clock stands; null when it runs.</summary>
    public DateTimeOffset? ClockFrozenAt { get; }

    /// <summary>Time until a search finds a log.</summary>
    public TimeSpan SearchDelay { get; }

    /// <summary>Time until a new project or logstore is known.</summary>
    public TimeSpan CreationDelay { get; }

    /// <summary>Time until a changed index is known.</summary>
    public TimeSpan IndexDelay { get; }

    internal EmulatorHandle Handle { get; }

    /// <summary>The endpoint and the process; no secret.</summary>
    public override string ToString() => $"{Endpoint} (process {ProcessId})";
}
