using System.Text.Json;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API, "Logtail machine group related interfaces": the groups themselves.</summary>
internal static class MachineGroupOperations
{
    /// <summary>Groups of one project.</summary>
    public const int Quota = 200;

    public static void Register(OperationTable table)
    {
        table.Write("POST", "/machinegroups", "CreateMachineGroup", BodyKind.Json, Create);
        table.Read("GET", "/machinegroups", "ListMachineGroup", List);
        table.Read("GET", "/machinegroups/{group}", "GetMachineGroup", Get);
        table.Write("PUT", "/machinegroups/{group}", "UpdateMachineGroup", BodyKind.Json, Update);
        table.Write("DELETE", "/machinegroups/{group}", "DeleteMachineGroup", BodyKind.None, Delete);
        table.Write("PUT", "/machinegroups/{group}/machines", "UpdateMachineGroupMachine", BodyKind.Json, UpdateMachines);
    }

    /// <summary>The group of the path.</summary>
    /// <exception cref="SlsException">404 MachineGroupNotExist.</exception>
    public static MachineGroupRecord Require(OperationContext context)
    {
        string name = context.Route["group"];
        return context.Services.MachineGroups.Find(context.ProjectId, name) ?? throw SlsErrors.MachineGroupNotExist(name).ToException();
    }

    private static SlsResult Create(OperationContext context)
    {
        MachineGroupRecord group = Parse(context) with { CreateTime = context.NowSeconds };
        context.Services.Database.Write(session =>
        {
            if (MachineGroupRepository.Find(session, context.ProjectId, group.Name) is not null)
            {
                throw SlsErrors.MachineGroupAlreadyExist(group.Name).ToException();
            }
            if (MachineGroupRepository.Count(session, context.ProjectId) >= Quota)
            {
                throw SlsErrors.ProjectQuotaExceed($"machine group count exceed quota: {Quota} groups exist already").ToException();
            }
            MachineGroupRepository.Insert(session, context.ProjectId, group);
        });
        return SlsResult.Empty;
    }

    private static SlsResult Get(OperationContext context)
    {
        MachineGroupRecord group = Require(context);
        JsonObject answer = group.Document;
        answer["createTime"] = group.CreateTime;
        answer["lastModifyTime"] = group.LastModifyTime;
        return SlsResult.Json(answer);
    }

    private static SlsResult List(OperationContext context)
    {
        List<string> names = context.Services.MachineGroups.Names(context.ProjectId, context.Query["groupName"] ?? "");
        return Paging.Names(context, "machinegroups", names, 500, 500);
    }

    private static SlsResult Update(OperationContext context)
    {
        string name = context.Route["group"];
        MachineGroupRecord group = Parse(context);
        context.Services.Database.Write(session =>
        {
            MachineGroupRecord stored = MachineGroupRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.MachineGroupNotExist(name).ToException();
            if (group.Name != name)
            {
                throw SlsErrors.MachineGroupNameMismatch(name).ToException();
            }
            MachineGroupRepository.Update(session, group with { Id = stored.Id });
        });
        return SlsResult.Empty;
    }

    private static SlsResult Delete(OperationContext context)
    {
        string name = context.Route["group"];
        context.Services.Database.Write(session =>
        {
            MachineGroupRecord group = MachineGroupRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.MachineGroupNotExist(name).ToException();
            MachineGroupRepository.Delete(session, group.Id);
            TagRepository.Forget(session, TaggedResource.MachineGroup, TaggedResource.IdOf(context.ProjectName, name));
        });
        return SlsResult.Empty;
    }

    private static SlsResult UpdateMachines(OperationContext context)
    {
        string name = context.Route["group"];
        string action = context.Query["action"] ?? "";
        if (action is not ("add" or "delete"))
        {
            throw SlsErrors.InvalidParameter($"parameter action is '{action}': it must be add or delete").ToException();
        }
        if (context.Json.ValueKind != JsonValueKind.Array || context.Json.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw SlsErrors.InvalidParameter("the body must be a JSON array of machine ids").ToException();
        }
        string[] machines = [.. context.Json.EnumerateArray().Select(item => item.GetString()!)];
        context.Services.Database.Write(session =>
        {
            MachineGroupRecord group = MachineGroupRepository.Find(session, context.ProjectId, name) ?? throw SlsErrors.MachineGroupNotExist(name).ToException();
            group.Document["machineList"] = MachineGroupDocument.List(
                action == "add" ? group.Machines.Union(machines, StringComparer.Ordinal) : group.Machines.Except(machines, StringComparer.Ordinal));
            MachineGroupRepository.Update(session, group with { LastModifyTime = context.NowSeconds });
        });
        return SlsResult.Empty;
    }

    private static MachineGroupRecord Parse(OperationContext context)
    {
        JsonObject document = MachineGroupDocument.Normalise(JsonMembers.OfBody(context, SlsErrors.InvalidGroupJson));
        return new MachineGroupRecord
        {
            ProjectName = context.ProjectName,
            Name = (string)document["groupName"]!,
            Document = document,
            LastModifyTime = context.NowSeconds,
        };
    }
}
