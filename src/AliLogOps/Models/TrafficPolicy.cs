namespace AliLogOps;

/// <summary>What a security group rule does with the traffic it covers.</summary>
public enum TrafficPolicy
{
    /// <summary>Lets it through.</summary>
    Accept,

    /// <summary>Drops it.</summary>
    Drop,
}
