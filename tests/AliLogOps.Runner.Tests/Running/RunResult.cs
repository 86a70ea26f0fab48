namespace AliLogOps.Runner.Tests.Running;

/// <summary>What a finished run of the program left behind.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Errors)
{
    internal string[] Lines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>The errors as one line, so that wrapping at the width does not matter to an assertion.</summary>
    internal string ErrorText => string.Join(' ', Errors.Split([' ', '\n', '\r', '|'], StringSplitOptions.RemoveEmptyEntries));

    internal RunResult Exited(int expected)
    {
        Assert.True(expected == ExitCode, $"exit code {ExitCode}, expected {expected}\n--- output\n{Output}\n--- errors\n{Errors}");
        return this;
    }
}
