using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>
/// Log Service API: ApplyConfigToMachineGroup, RemoveConfigFromMachineGroup and the two lists of bindings. Applying twice
/// and removing what is not applied succeed («unconfirmed» for the service).
/// </summary>
internal static class BindingOperations
{
    private const string BindingPath = "/machinegroups/{group}/configs/{config}";

    public static void Register(OperationTable table)
    {
        table.Write("PUT", BindingPath, "ApplyConfigToMachineGroup", BodyKind.None, context => Change(context, BindingRepository.Apply));
        table.Write("DELETE", BindingPath, "RemoveConfigFromMachineGroup", BodyKind.None, context => Change(context, BindingRepository.Remove));
        table.Read("GET", "/machinegroups/{group}/configs", "GetAppliedConfigs", ConfigsOfGroup);
        table.Read("GET", "/configs/{config}/machinegroups", "GetAppliedMachineGroups", GroupsOfConfig);
    }

    private static SlsResult Change(OperationContext context, Action<DatabaseSession, long, long> change)
    {
        string groupName = context.Route["group"];
        string configName = context.Route["config"];
        context.Services.Database.Write(session =>
        {
            MachineGroupRecord group = MachineGroupRepository.Find(session, context.ProjectId, groupName) ?? throw SlsErrors.MachineGroupNotExist(groupName).ToException();
            ConfigRecord config = ConfigRepository.Find(session, context.ProjectId, configName) ?? throw SlsErrors.ConfigNotExist(configName).ToException();
            change(session, group.Id, config.Id);
        });
        return SlsResult.Empty;
    }

    private static SlsResult ConfigsOfGroup(OperationContext context)
    {
        MachineGroupRecord group = MachineGroupOperations.Require(context);
        return Paging.Bound("configs", context.Services.Bindings.ConfigNames(group.Id));
    }

    private static SlsResult GroupsOfConfig(OperationContext context)
    {
        string name = context.Route["config"];
        ConfigRecord config = context.Services.Configs.Find(context.ProjectId, name) ?? throw SlsErrors.ConfigNotExist(name).ToException();
        return Paging.Bound("machinegroups", context.Services.Bindings.GroupNames(config.Id));
    }
}
