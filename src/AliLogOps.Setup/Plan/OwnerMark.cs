using AliLogOps.Client;

namespace AliLogOps.Setup.Plan;

/// <summary>The tag that says which setup a resource belongs to. Only what carries it is ever pruned.</summary>
internal sealed class OwnerMark
{
    /// <summary>The tag's key.</summary>
    public const string Key = "alilogops-owner";

    private readonly Dictionary<(string Type, string Id), string> _owners;

    private OwnerMark(Dictionary<(string Type, string Id), string> owners)
    {
        _owners = owners;
    }

    /// <summary>Reads the marks of a project and of everything in it.</summary>
    public static async Task<OwnerMark> ReadAsync(LogServiceClient client, string projectName, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<(string Type, string Id), string>();
        foreach (var type in (string[])[ResourceTag.ProjectType, ResourceTag.LogstoreType, ResourceTag.MachineGroupType, ResourceTag.LogtailConfigType])
        {
            string[] only = type == ResourceTag.ProjectType ? [projectName] : [];
            await foreach (var tag in client.ListTagsAsync(type, only, Key, cancellationToken).ConfigureAwait(false))
            {
                if (tag.Key == Key && (tag.ResourceId == projectName || tag.ResourceId.StartsWith(projectName + "#", StringComparison.Ordinal)))
                {
                    owners[(type, tag.ResourceId)] = tag.Value;
                }
            }
        }

        return new OwnerMark(owners);
    }

    /// <summary>The owner of a resource; null when it has no mark.</summary>
    public string? OwnerOf(SetupResourceKind kind, string projectName, string name)
    {
        var (type, id) = IdOf(kind, projectName, name);
        return _owners.GetValueOrDefault((type, id));
    }

    /// <summary>How tags name a resource.</summary>
    public static (string Type, string Id) IdOf(SetupResourceKind kind, string projectName, string name) => kind switch
    {
        SetupResourceKind.Project => (ResourceTag.ProjectType, projectName),
        SetupResourceKind.Logstore => (ResourceTag.LogstoreType, ResourceTag.IdOf(projectName, name)),
        SetupResourceKind.MachineGroup => (ResourceTag.MachineGroupType, ResourceTag.IdOf(projectName, name)),
        _ => (ResourceTag.LogtailConfigType, ResourceTag.IdOf(projectName, name)),
    };
}
