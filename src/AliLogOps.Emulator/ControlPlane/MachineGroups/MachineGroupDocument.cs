using System.Text.Json.Nodes;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Checks a machine group and fills in its defaults (Log Service API, "Common resources").</summary>
internal static class MachineGroupDocument
{
    /// <exception cref="SlsException">400 InvalidParameter.</exception>
    public static JsonObject Normalise(JsonMembers body)
    {
        string name = body.RequiredString("groupName");
        if (!ResourceNames.IsMachineGroup(name))
        {
            throw body.Fail($"groupName {name} must be 2 to 128 characters of a-z, 0-9, - and _, first and last a letter or digit");
        }
        string groupType = body.String("groupType") ?? "";
        if (groupType is not ("" or "Armory"))
        {
            throw body.Fail($"groupType {groupType} must be empty or Armory");
        }
        string identifyType = body.RequiredString("machineIdentifyType");
        if (identifyType is not ("ip" or "userdefined"))
        {
            throw body.Fail($"machineIdentifyType {identifyType} must be ip or userdefined");
        }
        List<string> machines = body.Strings("machineList") ?? throw body.Missing("machineList");
        JsonMembers? attribute = body.Object("groupAttribute") is { } element ? new JsonMembers(element, SlsErrors.InvalidGroupJson) : null;

        JsonObject document = body.Copy();
        document.Remove("createTime");
        document.Remove("lastModifyTime");
        document["groupType"] = groupType;
        document["groupAttribute"] = new JsonObject
        {
            ["groupTopic"] = attribute?.String("groupTopic") ?? "",
            ["externalName"] = attribute?.String("externalName") ?? "",
        };
        document["machineList"] = List(machines);
        return document;
    }

    public static JsonArray List(IEnumerable<string> machines)
    {
        return [.. machines.Select(machine => (JsonNode)machine)];
    }
}
