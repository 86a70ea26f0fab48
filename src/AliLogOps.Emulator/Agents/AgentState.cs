namespace AliLogOps.Emulator.Agents;

/// <summary>Whether an agent process would be there.</summary>
internal enum AgentState
{
    /// <summary>No heartbeats, no listener, nothing is sent.</summary>
    Stopped,

    /// <summary>Heartbeats, polls, and listens if it was told to and the port was free.</summary>
    Running,
}
