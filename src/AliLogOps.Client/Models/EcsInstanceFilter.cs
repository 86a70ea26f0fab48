namespace AliLogOps;

/// <summary>Which ECS instances are meant; what is not set does not narrow.</summary>
public sealed record EcsInstanceFilter
{
    /// <summary>Ids; up to 100 go into one request.</summary>
    public IReadOnlyList<string> InstanceIds { get; init; } = [];

    /// <summary>The name, with <c>*</c> for any part.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Tags, all of which must match; an empty value matches any.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>A security group.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>The status, such as <c>Running</c>.</summary>
    public string? Status { get; init; }
}
