using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Runner.Commands;

/// <summary>Answers for commands that only a full PowerShell has, once the engine has found nothing of that name.</summary>
internal static class MissingCommands
{
    internal static void Watch(Runspace runspace)
    {
        CommandInvocationIntrinsics commands = runspace.SessionStateProxy.InvokeCommand;
        commands.PreCommandLookupAction = OnLookup;
        commands.CommandNotFoundAction = OnNotFound;
    }

    // A name with a module in front never reaches the not-found action: the engine first fails to load the module.
    private static void OnLookup(object? sender, CommandLookupEventArgs lookup)
    {
        if (lookup.CommandName.StartsWith(FullPowerShellCommands.ModulePrefix, StringComparison.OrdinalIgnoreCase))
        {
            OnNotFound(sender, lookup);
            lookup.StopSearch = lookup.Command is not null;
        }
    }

    // The engine swallows an exception thrown from here, so the answer is a command that throws.
    private static void OnNotFound(object? sender, CommandLookupEventArgs lookup)
    {
        if (FullPowerShellCommands.TryGet(lookup.CommandName, out string? name))
        {
            lookup.Command = new CmdletInfo(name, StandIn(name));
        }
    }

    // two of them the engine itself relies on
    private static Type StandIn(string name) => name switch
    {
        "Out-String" => typeof(TextOutStringCommand),
        "Get-Error" => typeof(TextGetErrorCommand),
        _ => typeof(FullPowerShellRequiredCommand),
    };
}
