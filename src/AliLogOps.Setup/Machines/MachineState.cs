namespace AliLogOps;

/// <summary>How a machine of a group stands, judged by its last heartbeat.</summary>
public enum MachineState
{
    /// <summary>It reported itself within the timeout.</summary>
    OK,

    /// <summary>It reported itself, but longer ago than the timeout.</summary>
    Stale,

    /// <summary>No machine with this identifier or address ever reported itself to the group.</summary>
    NeverSeen,
}
