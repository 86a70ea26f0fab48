namespace AliLogOps.Runner;

/// <summary>Exit codes of the program itself; a script's own <c>exit N</c> gives N.</summary>
internal static class ExitCodes
{
    internal const int Success = 0;

    /// <summary>An error ended the script, or the script cannot be parsed or started.</summary>
    internal const int ScriptFailed = 1;

    /// <summary>A wrong command line or a script file that does not exist, as pwsh has it.</summary>
    internal const int Usage = 64;

    /// <summary>The module cannot be found or imported, as pwsh has it for a failed start.</summary>
    internal const int CannotStart = 70;

    /// <summary>Ended by a hang-up of the terminal (128 + SIGHUP).</summary>
    internal const int HungUp = 129;

    /// <summary>Stopped with Ctrl+C (128 + SIGINT).</summary>
    internal const int Interrupted = 130;

    /// <summary>Stopped by a request to terminate (128 + SIGTERM).</summary>
    internal const int Terminated = 143;
}
