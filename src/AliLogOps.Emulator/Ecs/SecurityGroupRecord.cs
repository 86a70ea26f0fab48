namespace AliLogOps.Emulator.Ecs;

/// <summary>A security group as stored; create time in epoch seconds.</summary>
internal sealed record SecurityGroupRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Empty for a group of the classic network.</summary>
    public string VpcId { get; init; } = "";

    /// <summary><c>normal</c> or <c>enterprise</c>.</summary>
    public string Type { get; init; } = "normal";

    /// <summary>An advanced («enterprise») group: its members are kept apart, and its rules have fewer fields.</summary>
    public bool IsAdvanced => Type == "enterprise";

    public string ResourceGroupId { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    public long CreateTime { get; init; }
}

/// <summary>An inbound rule. Two rules are the same if all members but id, description and time are equal.</summary>
internal sealed record SecurityGroupRule
{
    /// <summary>Upper case.</summary>
    public required string IpProtocol { get; init; }

    public required string PortRange { get; init; }

    public string SourcePortRange { get; init; } = "";

    public string SourceCidrIp { get; init; } = "";

    public string Ipv6SourceCidrIp { get; init; } = "";

    public string SourceGroupId { get; init; } = "";

    public string SourceGroupOwnerAccount { get; init; } = "";

    public string DestCidrIp { get; init; } = "";

    public string Ipv6DestCidrIp { get; init; } = "";

    public string NicType { get; init; } = "intranet";

    /// <summary><c>Accept</c> or <c>Drop</c>.</summary>
    public string Policy { get; init; } = "Accept";

    public int Priority { get; init; } = 1;

    public string Description { get; init; } = "";

    /// <summary>Text that is equal for equal rules. «unconfirmed» that the description does not count.</summary>
    public string Identity => string.Join(
        '|', IpProtocol, PortRange, SourcePortRange, SourceCidrIp, Ipv6SourceCidrIp, SourceGroupId, DestCidrIp, Ipv6DestCidrIp, NicType, Policy, Priority);
}

/// <summary>A rule with what the service gave it; create time in epoch seconds.</summary>
internal sealed record StoredRule(string Id, SecurityGroupRule Rule, long CreateTime);
