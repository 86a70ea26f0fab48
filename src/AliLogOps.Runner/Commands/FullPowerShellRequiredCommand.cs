using System.Management.Automation;

namespace AliLogOps.Runner.Commands;

/// <summary>
/// Stands in for a command the engine alone lacks. It takes whatever arguments the real one takes and ends the statement
/// with an error that names the remedy.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "AliLogMissingCommand")]
public sealed class FullPowerShellRequiredCommand : PSCmdlet
{
    internal const string ErrorId = "AliLog.Runner.FullPowerShellRequired";

    /// <summary>The arguments of the missing command, unread.</summary>
    [Parameter(ValueFromRemainingArguments = true)]
    public object?[]? ArgumentList { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Throw(this, MyInvocation.MyCommand.Name, MyInvocation.MyCommand.Name);

    /// <summary>Ends the statement that called <paramref name="name"/>.</summary>
    internal static void Throw(PSCmdlet caller, string name, object target)
    {
        string? substitute = FullPowerShellCommands.Substitute(name);
        string message = $"'{name}' is part of the full PowerShell, which this runner does not carry; run the script with pwsh 7.4 or later"
            + (substitute is null ? "." : $", or use: {substitute}");
        CommandNotFoundException exception = new(message) { CommandName = name };
        caller.ThrowTerminatingError(new ErrorRecord(exception, ErrorId, ErrorCategory.ObjectNotFound, target));
    }
}
