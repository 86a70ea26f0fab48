namespace AliLogOps;

/// <summary>One machine or instance.</summary>
/// <param name="HostName">The instance's host name; empty when there is no instance.</param>
/// <param name="IPAddress">The private address.</param>
/// <param name="InstanceId">The instance; empty when there is none.</param>
/// <param name="State">How the two fit.</param>
public sealed record MachineInventoryEntry(string HostName, string IPAddress, string InstanceId, MachineInventoryState State)
{
    /// <summary>Who and how.</summary>
    public override string ToString() => State switch
    {
        MachineInventoryState.Missing => $"the instance {HostName} ({IPAddress}) has never reported itself",
        MachineInventoryState.Silent => $"the instance {HostName} ({IPAddress}) has stopped reporting itself",
        MachineInventoryState.AddressReused => $"the heartbeat of {IPAddress} is older than the instance {HostName}: another machine had the address",
        MachineInventoryState.LeftOver => $"{IPAddress} has reported itself, but no running instance with the tags has this address",
        _ => $"{HostName} ({IPAddress})",
    };
}
