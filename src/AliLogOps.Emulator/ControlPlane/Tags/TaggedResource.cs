using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.ControlPlane;

/// <summary>What a tag can be put on: a project, or something in it named <c>{project}#{name}</c>.</summary>
internal static class TaggedResource
{
    public const string Project = "project";
    public const string Logstore = "logstore";
    public const string MachineGroup = "machinegroup";
    public const string Config = "logtailconfig";

    /// <summary>The type in its one spelling; two have an older one.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid.</exception>
    public static string CheckType(string type)
    {
        return type switch
        {
            Project or Logstore or MachineGroup or Config => type,
            "machine_group" => MachineGroup,
            "logtail_config" => Config,
            _ => throw SlsErrors.ParameterInvalid($"The resource type is not supported: {type}").ToException(),
        };
    }

    public static string IdOf(string project, string name)
    {
        return $"{project}#{name}";
    }

    /// <summary>Key of the project that holds the resource.</summary>
    /// <exception cref="SlsException">404: project or resource does not exist; 400 ParameterInvalid: the id has the wrong form.</exception>
    public static long Require(DatabaseSession session, string type, string id)
    {
        string[] parts = id.Split('#');
        if (parts.Length != (type == Project ? 1 : 2))
        {
            throw SlsErrors.ParameterInvalid($"resourceId {id} is invalid: it must be {(type == Project ? "a project" : "project#name")}").ToException();
        }
        long projectId = ProjectRepository.Find(session, parts[0])?.Id ?? throw SlsErrors.ProjectNotExist(parts[0]).ToException();
        SlsError? missing = type switch
        {
            Logstore when LogstoreRepository.Find(session, projectId, parts[1]) is null => SlsErrors.LogStoreNotExist(parts[1]),
            MachineGroup when MachineGroupRepository.Find(session, projectId, parts[1]) is null => SlsErrors.MachineGroupNotExist(parts[1]),
            Config when ConfigRepository.Find(session, projectId, parts[1]) is null => SlsErrors.ConfigNotExist(parts[1]),
            _ => null,
        };
        return missing is null ? projectId : throw missing.ToException();
    }
}
