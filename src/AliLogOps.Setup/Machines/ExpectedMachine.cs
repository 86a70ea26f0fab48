namespace AliLogOps;

/// <summary>A machine that should be in a group.</summary>
public sealed record ExpectedMachine
{
    /// <summary>What it is called, for people; its address when nothing else is known.</summary>
    public required string MachineName { get; init; }

    /// <summary>The addresses it may report itself with.</summary>
    public IReadOnlyList<string> IPAddress { get; init; } = [];

    /// <summary>The instance, when it is one of ECS.</summary>
    public string InstanceId { get; init; } = string.Empty;

    /// <summary>The name.</summary>
    public override string ToString() => MachineName;
}

/// <summary>Why a machine may stand as it does, and how to find out.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Command">The command to run on the host that proves it, or rules it out.</param>
/// <param name="Remedy">What to do when it is the cause.</param>
public sealed record MachineCause(string Cause, string Command, string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Cause}: {Command}";
}
