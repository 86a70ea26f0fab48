using AliLogOps.Setup.Hosts;

namespace AliLogOps;

/// <summary>A host file and what became of it.</summary>
public sealed class HostFileResult
{
    /// <summary>The result of a change that was applied, or was not needed.</summary>
    public HostFileResult(HostFileChange change)
    {
        Kind = change.File.Kind;
        Path = change.Target;
        Diff = change.Diff;
        Change = change.State switch
        {
            HostFileState.Missing => Setup.ResourceChange.Created,
            HostFileState.Different => Setup.ResourceChange.Updated,
            _ => Setup.ResourceChange.Unchanged,
        };
    }

    /// <summary>What was done.</summary>
    public Setup.ResourceChange Change { get; }

    /// <summary>What the file is for.</summary>
    public HostFileKind Kind { get; }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The lines that differed: <c>-</c> what was there, <c>+</c> what is now.</summary>
    public IReadOnlyList<string> Diff { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
