using System.Globalization;
using System.Text.Json;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>Log Service API, "Project interfaces": create, get, list, update, delete.</summary>
internal static class ProjectOperations
{
    /// <summary>Projects of one account.</summary>
    public const int Quota = 50;

    public static void Register(OperationTable table)
    {
        // the official clients call it on either host: some on the new project's, some on the endpoint's own
        table.Add(new Operation
        {
            Name = "CreateProject",
            Method = "POST",
            Path = new PathTemplate("/"),
            Host = HostForm.Any,
            Body = BodyKind.Json,
            CountsAsWrite = true,
            NeedsProject = false,
            Handler = context => new ValueTask<SlsResult>(Create(context)),
        });
        table.Add(new Operation
        {
            Name = "ListProject",
            Method = "GET",
            Path = new PathTemplate("/"),
            Host = HostForm.Bare,
            Handler = context => new ValueTask<SlsResult>(List(context)),
        });
        table.Read("GET", "/", "GetProject", Get);
        table.Write("PUT", "/", "UpdateProject", BodyKind.Json, Update);
        table.Write("DELETE", "/", "DeleteProject", BodyKind.None, Delete);
    }

    private static SlsResult Create(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        string name = body.RequiredString("projectName");
        if (!ResourceNames.IsProject(name))
        {
            throw body.Fail($"project name {name} is invalid: 3 to 63 characters of a-z, 0-9 and -, first and last a letter or digit");
        }
        CheckHost(context, body, name);
        string redundancy = body.String("dataRedundancyType") ?? "LRS";
        if (redundancy is not ("LRS" or "ZRS"))
        {
            throw body.Fail($"dataRedundancyType {redundancy} is invalid: it must be LRS or ZRS");
        }
        string resourceGroup = body.String("resourceGroupId") ?? "";
        ProjectRecord project = new()
        {
            Name = name,
            Description = body.String("description") ?? "",
            DataRedundancyType = redundancy,
            RecycleBinEnabled = body.Bool("recycleBinEnabled") ?? false,
            ResourceGroupId = resourceGroup.Length == 0 ? "rg-default" : resourceGroup,
            CreateTime = context.NowSeconds,
            LastModifyTime = context.NowSeconds,
        };
        context.Services.Database.Write(session =>
        {
            if (ProjectRepository.Find(session, name) is not null)
            {
                throw SlsErrors.ProjectAlreadyExist(name).ToException();
            }
            if (ProjectRepository.Count(session) >= Quota)
            {
                throw SlsErrors.ProjectQuotaExceed($"project quota exceed: {Quota} projects exist already").ToException();
            }
            ProjectRepository.Insert(session, project);
        });
        return SlsResult.Empty;
    }

    private static SlsResult Get(OperationContext context)
    {
        return SlsResult.Json(writer => Write(writer, context.Project!, context.Services));
    }

    private static SlsResult List(OperationContext context)
    {
        (int total, List<ProjectRecord> page) = context.Services.Projects.List(
            context.Query["projectName"] ?? "",
            context.Query["description"] ?? "",
            context.Query["resourceGroupId"] ?? "",
            context.Query.Int("offset", 0, 0, int.MaxValue),
            context.Query.Int("size", 100, 0, 500));
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", page.Count);
            writer.WriteNumber("total", total);
            writer.WriteStartArray("projects");
            foreach (ProjectRecord project in page)
            {
                Write(writer, project, context.Services);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static SlsResult Update(OperationContext context)
    {
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        if (body.String("projectName") is { } name)
        {
            CheckHost(context, body, name);
        }
        string? description = body.String("description");
        bool? recycleBin = body.Bool("recycleBinEnabled");
        context.Services.Database.Write(session =>
        {
            ProjectRecord project = ProjectRepository.Find(session, context.ProjectName) ?? throw SlsErrors.ProjectNotExist(context.ProjectName).ToException();
            ProjectRepository.Update(session, project with
            {
                Description = description ?? project.Description,
                RecycleBinEnabled = recycleBin ?? project.RecycleBinEnabled,
                LastModifyTime = context.NowSeconds,
            });
        });
        return SlsResult.Empty;
    }

    /// <summary>Deletes at once; the recycle bin's flag is kept and shown, but there is no bin («unconfirmed» how the service's works).</summary>
    private static SlsResult Delete(OperationContext context)
    {
        context.Query.Bool("forceDelete", false);
        context.Services.Database.Write(session =>
        {
            foreach (LogstoreRecord logstore in LogstoreRepository.List(session, context.ProjectId))
            {
                context.Services.Logstores.Delete(session, logstore);
            }
            ProjectRepository.Delete(session, context.ProjectId);
        });
        return SlsResult.Empty;
    }

    private static void CheckHost(OperationContext context, JsonMembers body, string name)
    {
        if (context.Request.Project is { } host && host != name)
        {
            throw body.Fail($"projectName {name} is not the project {host} of the host name");
        }
    }

    private static void Write(Utf8JsonWriter writer, ProjectRecord project, EmulatorServices services)
    {
        writer.WriteStartObject();
        writer.WriteString("projectName", project.Name);
        writer.WriteString("description", project.Description);
        writer.WriteString("region", services.Region);
        writer.WriteString("owner", CredentialStore.AccountId);
        writer.WriteString("status", "Normal");
        writer.WriteString("createTime", project.CreateTime.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("lastModifyTime", project.LastModifyTime.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("resourceGroupId", project.ResourceGroupId);
        writer.WriteString("dataRedundancyType", project.DataRedundancyType);
        writer.WriteString("location", "");
        writer.WriteStartObject("quota");
        writer.WriteEndObject();
        writer.WriteBoolean("recycleBinEnabled", project.RecycleBinEnabled);
        writer.WriteEndObject();
    }
}
