namespace AliLogOps;

/// <summary>An ECS instance, as far as log collection is concerned (Elastic Compute Service API: DescribeInstances).</summary>
public sealed record EcsInstance
{
    /// <summary>The id, <c>i-…</c>.</summary>
    public string InstanceId { get; init; } = string.Empty;

    /// <summary>The name in the console.</summary>
    public string InstanceName { get; init; } = string.Empty;

    /// <summary>The host name inside; what agents send as <c>__hostname__</c>.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary><c>Pending</c>, <c>Starting</c>, <c>Running</c>, <c>Stopping</c> or <c>Stopped</c>.</summary>
    public string Status { get; init; } = string.Empty;

    /// <summary>The region.</summary>
    public string Region { get; init; } = string.Empty;

    /// <summary>The zone.</summary>
    public string ZoneId { get; init; } = string.Empty;

    /// <summary>The VPC; empty for the classic network.</summary>
    public string VpcId { get; init; } = string.Empty;

    /// <summary>The private addresses, the primary one first.</summary>
    public IReadOnlyList<string> PrivateIPAddress { get; init; } = [];

    /// <summary>The public and elastic addresses.</summary>
    public IReadOnlyList<string> PublicIPAddress { get; init; } = [];

    /// <summary>The security groups.</summary>
    public IReadOnlyList<string> SecurityGroupId { get; init; } = [];

    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string> Tag { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When it was created; null if the service did not say.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>The host name, or the id where there is none.</summary>
    public override string ToString() => HostName.Length > 0 ? HostName : InstanceId;
}
