namespace AliLogOps.Runner;

/// <summary>Entry point: reads the command line, runs the script, returns the exit code.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        EngineEnvironment.Prepare();

        // not a plain return: jobs a script left behind run on threads that would keep the process
        Environment.Exit(Run(arguments));
    }

    private static int Run(string[] arguments)
    {
        try
        {
            RunnerOptions options = CommandLine.Parse(arguments);
            return options.Action switch
            {
                RunnerAction.ShowHelp => Print(HelpText.Full),
                RunnerAction.ShowVersion => Print(HelpText.VersionLine),
                _ => RunScript(options),
            };
        }
        catch (UsageException exception)
        {
            Console.Error.WriteLine($"AliLogOps.Runner: {exception.Message}");
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // a script that exists and cannot be read
            Console.Error.WriteLine($"AliLogOps.Runner: {exception.Message}");
            return ExitCodes.ScriptFailed;
        }
    }

    private static int RunScript(RunnerOptions options)
    {
        string module = StagedModule.Find(options.ModulePath);
        using StopSignals signals = new();
        using Session session = Session.Open(options, module, signals);
        return session.Run();
    }

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCodes.Success;
    }
}
