using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Machine groups and machines on the wire (Log Service API: CreateMachineGroup, GetMachineGroup, ListMachines).</summary>
internal static class MachineGroupJson
{
    public static MachineGroup Read(JsonElement json, string projectName, string groupName)
    {
        JsonElement attribute = json.GetObject("groupAttribute");
        return new MachineGroup
        {
            ProjectName = projectName,
            MachineGroupName = json.GetText("groupName") ?? groupName,
            IdentifyType = json.GetText("machineIdentifyType") ?? string.Empty,
            MachineList = json.GetTexts("machineList"),
            GroupTopic = attribute.GetText("groupTopic") ?? string.Empty,
            ExternalName = attribute.GetText("externalName") ?? string.Empty,
            CreateTime = json.GetTime("createTime"),
            LastModifyTime = json.GetTime("lastModifyTime"),
            Extra = ExtraMembers.From(json, "groupName", "machineIdentifyType", "machineList", "groupAttribute", "createTime", "lastModifyTime"),
        };
    }

    public static ReadOnlyMemory<byte> Write(MachineGroup group) =>
        JsonBytes.Object(group, static (writer, group) =>
        {
            writer.WriteString("groupName", group.MachineGroupName);
            if (group.Extra.Find("groupType") is null)
            {
                writer.WriteString("groupType", string.Empty);
            }

            writer.WriteString("machineIdentifyType", group.IdentifyType);
            writer.WriteStartObject("groupAttribute");
            writer.WriteString("groupTopic", group.GroupTopic);
            writer.WriteString("externalName", group.ExternalName);
            writer.WriteEndObject();
            writer.WriteTexts("machineList", group.MachineList);
            group.Extra.WriteTo(writer);
        });

    public static Machine ReadMachine(JsonElement json, string projectName, string groupName) => new()
    {
        ProjectName = projectName,
        MachineGroupName = groupName,
        IPAddress = json.GetText("ip") ?? string.Empty,
        UserDefinedId = json.GetText("userdefined-id") ?? string.Empty,
        MachineUniqueId = json.GetText("machine-uniqueid") ?? string.Empty,
        LastHeartbeatTime = json.GetTime("lastHeartbeatTime"),
        HostId = json.GetText("host-id"),
        Version = json.GetText("version"),
    };
}
