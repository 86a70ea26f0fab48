using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Projects, logstores, shards, indexes, Logtail configs, machine groups, bindings, tags, metric stores, sub-stores, agent instance configs.</summary>
internal sealed class ControlPlanePart : IEmulatorPart
{
    public IReadOnlyList<SchemaPart> Schemas => [ControlPlaneSchema.Part, ProjectSettingRepository.Part, SystemTagRepository.Part, SubStoreRepository.Part, AgentInstanceConfigRepository.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        RegionOperations.Register(operations);
        ProjectOperations.Register(operations);
        ProjectSettingOperations.Register(operations);
        LogstoreOperations.Register(operations);
        LogstoreModeOperations.Register(operations);
        ShardOperations.Register(operations);
        IndexOperations.Register(operations);
        ConfigOperations.Register(operations);
        MachineGroupOperations.Register(operations);
        MachineOperations.Register(operations);
        BindingOperations.Register(operations);
        TagOperations.Register(operations);
        SystemTagOperations.Register(operations);
        MetricStoreOperations.Register(operations);
        SubStoreOperations.Register(operations);
        AgentInstanceConfigOperations.Register(operations);
    }
}
