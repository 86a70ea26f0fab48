using System.Management.Automation;
using System.Management.Automation.Host;

namespace AliLogOps.Runner.Hosting;

/// <summary>Errors of questions that nobody can answer.</summary>
internal static class PromptErrors
{
    internal const string CannotPromptId = "AliLog.Runner.CannotPrompt";

    /// <summary>Input or output is not a terminal, so a question would hang or read what was not meant for it.</summary>
    internal static HostException CannotPrompt(string what) => new(
        $"The script asks for {what}, but nobody can answer: standard input or standard output is not a terminal. Give the value as a parameter; for a confirmation, -Confirm:$false (or -Force where the command has it).",
        null,
        CannotPromptId,
        ErrorCategory.InvalidOperation);

    /// <summary>Ctrl+D or the end of the terminal's input.</summary>
    internal static HostException InputEnded() => new(
        "The input ended before the question was answered.",
        null,
        "AliLog.Runner.InputEnded",
        ErrorCategory.OperationStopped);
}
