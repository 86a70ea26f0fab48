namespace AliLogOps;

/// <summary>Which way the traffic of a security group rule goes.</summary>
public enum TrafficDirection
{
    /// <summary>To the members of the group.</summary>
    Ingress,

    /// <summary>From the members of the group.</summary>
    Egress,
}
