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

    /// <summary>It reported itself, but is none of the machines that were expected.</summary>
    Unexpected,

    /// <summary>Another machine reported itself with the same address or the same unique id.</summary>
    Duplicate,
}
