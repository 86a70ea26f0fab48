namespace AliLogOps;

/// <summary>What the security groups of a host say about one kind of traffic.</summary>
public sealed record SecurityGroupVerdict
{
    /// <summary>The groups, which count together.</summary>
    public required IReadOnlyList<string> SecurityGroupId { get; init; }

    /// <summary><c>ingress</c> or <c>egress</c>.</summary>
    public required string Direction { get; init; }

    /// <summary>The protocol.</summary>
    public required string IpProtocol { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The other side.</summary>
    public required string Peer { get; init; }

    /// <summary>Whether the traffic passes.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>The rule that decides; null when it is what holds without a rule.</summary>
    public SecurityGroupRule? DecidingRule { get; init; }

    /// <summary>The least that opens the way; empty when it is open.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>The traffic and the verdict.</summary>
    public override string ToString() => FormattableString.Invariant($"{Direction} {IpProtocol} {Port} {Peer}: {(IsAccepted ? "accepted" : "dropped")}");
}
