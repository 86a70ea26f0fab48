using System.Management.Automation;

namespace AliLogOps.Runner.Commands;

/// <summary>
/// Puts an error record into the error stream, from where the formatter takes it to standard error. The public engine has no
/// other way to mark an object as an error for the formatter.
/// </summary>
[Cmdlet(VerbsCommon.Show, "AliLogUncaughtError")]
public sealed class ShowUncaughtErrorCommand : PSCmdlet
{
    internal const string Name = "Show-AliLogUncaughtError";

    /// <summary>The record to show.</summary>
    [Parameter(Mandatory = true)]
    public ErrorRecord ErrorRecord { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteError(ErrorRecord);
}
