using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AliLogOps.Runner.Commands;
using AliLogOps.Runner.Hosting;

namespace AliLogOps.Runner;

/// <summary>One engine with the module loaded, for one script.</summary>
internal sealed class Session : IDisposable
{
    private readonly RunnerOptions _options;
    private readonly StopSignals _signals;
    private readonly RunnerHost _host;
    private readonly Runspace _runspace;

    private Session(RunnerOptions options, StopSignals signals)
    {
        _options = options;
        _signals = signals;
        _host = new RunnerHost(new Terminal(options.Width), signals.Token);

        InitialSessionState state = InitialSessionState.CreateDefault2();
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
    }

    /// <summary>Starts the engine and imports the module.</summary>
    /// <exception cref="UsageException">The module cannot be imported.</exception>
    internal static Session Open(RunnerOptions options, string module, StopSignals signals)
    {
        Session session = new(options, signals);
        try
        {
            session._runspace.Open();

            // only now: opening a runspace writes the variable anew
            ModulePath.Set(module);
            MissingCommands.Watch(session._runspace);
            session.Import(module);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs what the command line names and gives the exit code.</summary>
    internal int Run()
    {
        ScriptRun run = new(_runspace, _host);
        _signals.OnStop(run.Stop);
        try
        {
            int exitCode = run.Run(_options);
            return _signals.ExitCode ?? exitCode;
        }
        finally
        {
            _signals.OnStop(null);
        }
    }

    public void Dispose()
    {
        _host.UserInterface.ClearProgress();
        _runspace.Dispose();
    }

    private void Import(string module)
    {
        using Pipeline pipeline = _runspace.CreatePipeline();
        Command import = new("Import-Module");
        import.Parameters.Add("Name", module);
        import.Parameters.Add("Global");
        import.Parameters.Add("ErrorAction", ActionPreference.Stop);
        pipeline.Commands.Add(import);
        try
        {
            pipeline.Invoke();
        }
        catch (RuntimeException exception)
        {
            throw new UsageException($"the module '{module}' cannot be imported: {exception.Message}", ExitCodes.CannotStart);
        }
    }
}
