using AliLogOps.Emulator.ControlPlane;

namespace AliLogOps.Emulator.Agents;

/// <summary>
/// What the config server tells an agent, taken from the emulator's own records: the real agents' protocol of fetching configs
/// is not public.
/// </summary>
internal sealed class StreamConfigSource(BindingRepository bindings) : IStreamConfigSource
{
    public IReadOnlyList<StreamConfig> Find(IReadOnlyList<string> identifiers, string ipAddress) =>
    [
        .. from entry in bindings.ConfigsOfMachine(identifiers, ipAddress)
           let config = entry.Config
           where config.IsStream
           select new StreamConfig(config.ProjectName, config.Name, config.LogstoreName, config.Tag),
    ];
}
