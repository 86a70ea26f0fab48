using System.Management.Automation.Runspaces;
using System.Reflection;

namespace AliLogOps.Runner;

/// <summary>
/// Makes the next script file hand its <c>exit N</c> to the host, as pwsh does for -File. By default the engine takes a
/// script file's exit for a return and keeps no trace of it that differs from a native program's exit code. The switch for
/// it is internal to the engine, whose version the build fixes; there is no public one.
/// </summary>
internal static class ScriptExit
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic;

    internal static void TellHost(Runspace runspace)
    {
        object? context = typeof(Runspace).GetProperty("ExecutionContext", Members)?.GetValue(runspace);
        PropertyInfo? rethrow = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Members);
        if (rethrow is null)
        {
            throw new UsageException(
                $"the engine {typeof(Runspace).Assembly.GetName().Version} cannot tell a script's exit code. Build the runner with the engine version the repository names.",
                ExitCodes.CannotStart);
        }

        rethrow.SetValue(context, true);
    }
}
