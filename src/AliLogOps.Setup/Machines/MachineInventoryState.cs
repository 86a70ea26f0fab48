namespace AliLogOps;

/// <summary>How machines and instances fit.</summary>
public enum MachineInventoryState
{
    /// <summary>The instance runs and its agent reports itself.</summary>
    OK,

    /// <summary>The instance runs, and its agent has stopped reporting itself.</summary>
    Silent,

    /// <summary>The instance runs, and no agent has ever reported itself with its address.</summary>
    Missing,

    /// <summary>The only heartbeat from its address is older than the instance.</summary>
    AddressReused,

    /// <summary>A machine reported itself that is no running instance.</summary>
    LeftOver,
}
