namespace AliLogOps.Setup;

/// <summary>What becomes of a resource that is brought to its desired state.</summary>
public enum ResourceChange
{
    /// <summary>It was as desired; nothing was sent.</summary>
    Unchanged,

    /// <summary>It did not exist and was created.</summary>
    Created,

    /// <summary>It differed and was changed in place.</summary>
    Updated,

    /// <summary>It was not wanted any more and was removed.</summary>
    Removed,
}
