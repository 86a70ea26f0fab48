using System.Management.Automation;
using System.Management.Automation.Runspaces;
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
            // The formatter tells errors from output by a mark that only the engine can set, so the host sends all to standard error.
            using ErrorRedirection redirection = new(host.UserInterface);
            using Pipeline pipeline = runspace.CreatePipeline();
            pipeline.Commands.Add("Out-Default");
            pipeline.Invoke(new[] { failure.ErrorRecord });
            if (redirection.Wrote)
            {
                return;
            }
        }
        catch (RuntimeException)
        {
            // the view itself failed; it may also fail in silence
        }

        host.UI.WriteErrorLine(failure.Message);
    }
}
