namespace AliLogOps.Emulator.Agents;

/// <summary>The agent's view of the config server.</summary>
internal interface IStreamConfigSource
{
    /// <summary>
    /// The stream configs bound to the machine groups that hold one of the identifiers or the ip, in any order, without repeats.
    /// </summary>
    public IReadOnlyList<StreamConfig> Find(IReadOnlyList<string> identifiers, string ipAddress);
}
