using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Projects on the wire (Log Service API: CreateProject, GetProject, ListProject, UpdateProject).</summary>
internal static class ProjectJson
{
    public static LogProject Read(JsonElement json, string? projectName) => new()
    {
        ProjectName = json.GetText("projectName") ?? projectName ?? string.Empty,
        Description = json.GetText("description") ?? string.Empty,
        Region = json.GetText("region") ?? string.Empty,
        Status = json.GetText("status") ?? string.Empty,
        Owner = json.GetText("owner") ?? string.Empty,
        CreateTime = json.GetTime("createTime"),
        LastModifyTime = json.GetTime("lastModifyTime"),
        ResourceGroupId = json.GetText("resourceGroupId") ?? string.Empty,
        DataRedundancyType = json.GetText("dataRedundancyType") ?? string.Empty,
        RecycleBinEnabled = json.GetFlag("recycleBinEnabled"),
    };

    public static ReadOnlyMemory<byte> Write(string projectName, string description) =>
        JsonBytes.Object((projectName, description), static (writer, project) =>
        {
            writer.WriteString("projectName", project.projectName);
            writer.WriteString("description", project.description);
        });
}
