using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Runner.Commands;

/// <summary>Answers for commands that only a full PowerShell has, once the engine has found nothing of that name.</summary>
internal static class MissingCommands
{
    internal static void Watch(Runspace runspace)
    {
        CommandInvocationIntrinsics commands = runspace.SessionStateProxy.InvokeCommand;
        commands.CommandNotFoundAction = OnNotFound;
    }

    // The engine swallows an exception thrown from here, so the answer is a command that throws.
    private static void OnNotFound(object? sender, CommandLookupEventArgs lookup)
    {
        if (FullPowerShellCommands.TryGet(lookup.CommandName, out string? name))
        {
            lookup.Command = new CmdletInfo(name, typeof(FullPowerShellRequiredCommand));
        }
    }
}
