namespace AliLogOps.Setup;

/// <summary>What bringing a resource to its desired state takes, or took.</summary>
public enum ResourceChange
{
    /// <summary>It was as desired; nothing was sent.</summary>
    Unchanged,

    /// <summary>It did not exist.</summary>
    Created,

    /// <summary>It existed with other values and was changed in place.</summary>
    Updated,
}
