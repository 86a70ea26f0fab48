namespace AliLogOps.Emulator.Ecs;

/// <summary>An instance as it was seeded.</summary>
internal sealed record InstanceRecord
{
    public required string InstanceId { get; init; }

    public string InstanceName { get; init; } = "";

    public string HostName { get; init; } = "";

    /// <summary><c>Pending</c>, <c>Running</c>, <c>Starting</c>, <c>Stopping</c> or <c>Stopped</c>.</summary>
    public string Status { get; init; } = "Running";

    public string ZoneId { get; init; } = "";

    public string InstanceType { get; init; } = "ecs.g7.large";

    public string ImageId { get; init; } = "aliyun_3_x64_20G_alibase.vhd";

    public string InstanceChargeType { get; init; } = "PostPaid";

    public string KeyPairName { get; init; } = "";

    public string ResourceGroupId { get; init; } = "";

    /// <summary>Empty for an instance of the classic network.</summary>
    public string VpcId { get; init; } = EcsPart.DefaultVpcId;

    public string VSwitchId { get; init; } = "vsw-emulator";

    public IReadOnlyList<string> PrivateIpAddresses { get; init; } = [];

    public IReadOnlyList<string> PublicIpAddresses { get; init; } = [];

    public string EipAddress { get; init; } = "";

    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [EcsPart.DefaultGroupId];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Epoch seconds.</summary>
    public long CreateTime { get; init; }

    public string NetworkType => VpcId.Length > 0 ? "vpc" : "classic";
}
