namespace AliLogOps.Runner;

/// <summary>The program cannot start: the message says what is wrong and what to do, on one line.</summary>
internal sealed class UsageException : Exception
{
    internal UsageException(string message, int exitCode = ExitCodes.Usage)
        : base(message)
    {
        ExitCode = exitCode;
    }

    internal int ExitCode { get; }
}
