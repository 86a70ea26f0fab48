namespace AliLogOps;

/// <summary>A project: the unit that holds logstores, machine groups and Logtail configurations (Log Service API: GetProject).</summary>
public sealed record LogProject
{
    /// <summary>Name: 3 to 63 characters of <c>[a-z0-9-]</c>, alphanumeric at both ends.</summary>
    public string ProjectName { get; init; } = string.Empty;

    /// <summary>Free text.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Region code, for example <c>cn-hangzhou</c>.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary><c>Normal</c> or <c>Disable</c> (for example after an overdue payment).</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>Account id of the owner; may be empty.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>When the project was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was last changed; null if the service did not say.</summary>
    public DateTimeOffset? LastModifyTime { get; init; }

    /// <summary>Resource group; empty if the service did not say.</summary>
    public string ResourceGroupId { get; init; } = string.Empty;

    /// <summary><c>LRS</c> (one zone) or <c>ZRS</c> (several zones); empty if the service did not say.</summary>
    public string DataRedundancyType { get; init; } = string.Empty;

    /// <summary>Whether a deleted project goes to the recycle bin first; null if the service did not say.</summary>
    public bool? RecycleBinEnabled { get; init; }

    /// <summary>The project's name.</summary>
    public override string ToString() => ProjectName;
}
