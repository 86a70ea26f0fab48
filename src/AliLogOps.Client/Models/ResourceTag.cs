namespace AliLogOps;

/// <summary>A tag on a resource (Log Service API: ListTagResources).</summary>
/// <param name="ResourceType"><c>project</c>, <c>logstore</c>, <c>machinegroup</c> or <c>logtailconfig</c>.</param>
/// <param name="ResourceId">The project's name, or <c>project#name</c> for what lies in it.</param>
/// <param name="Key">1 to 128 characters; not beginning with <c>acs:</c> or <c>aliyun</c>.</param>
/// <param name="Value">1 to 128 characters.</param>
public sealed record ResourceTag(string ResourceType, string ResourceId, string Key, string Value)
{
    /// <summary>Type of a project's tags.</summary>
    public const string ProjectType = "project";

    /// <summary>Type of a logstore's tags.</summary>
    public const string LogstoreType = "logstore";

    /// <summary>Type of a machine group's tags.</summary>
    public const string MachineGroupType = "machinegroup";

    /// <summary>Type of a Logtail config's tags.</summary>
    public const string LogtailConfigType = "logtailconfig";

    /// <summary>The id of something that lies in a project.</summary>
    public static string IdOf(string projectName, string name) => $"{projectName}#{name}";

    /// <summary><c>project#name: key=value</c>.</summary>
    public override string ToString() => $"{ResourceId}: {Key}={Value}";
}
