using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AliLogOps.Runner.Commands;
using AliLogOps.Runner.Hosting;

namespace AliLogOps.Runner;

/// <summary>Shows the error that ended a script, in the engine's own view and without .NET's stack trace.</summary>
internal static class UncaughtError
{
    internal static void Show(RuntimeException failure, Runspace runspace, RunnerHost host)
    {
        if (failure is ParseException { Errors.Length: > 0 } parse)
        {
            ParseErrors.Show(parse, host.UI);
            return;
        }

        try
        {
            using PowerShell shell = PowerShell.Create(runspace);
            shell.AddCommand(new CmdletInfo(ShowUncaughtErrorCommand.Name, typeof(ShowUncaughtErrorCommand)))
                .AddParameter(nameof(ShowUncaughtErrorCommand.ErrorRecord), failure.ErrorRecord);
            shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            shell.AddCommand("Out-Default").Invoke();
        }
        catch (RuntimeException)
        {
            // the view itself failed (a script may have replaced it): the message is what matters
            host.UI.WriteErrorLine(failure.Message);
        }
    }
}
