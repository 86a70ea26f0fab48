using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>
/// A PowerShell session of its own with the staged module found by name, as users have it. Every test opens a new one.
/// The engine from the package index lacks Utility and Management cmdlets; scripts here use only what it has.
/// </summary>
public sealed class Shell : IDisposable
{
    private readonly RecordingHost _host;
    private readonly Runspace _runspace;

    static Shell()
    {
        Environment.SetEnvironmentVariable("PSModulePath", Path.GetDirectoryName(StagedModule.Root));
    }

    /// <param name="types">How the session shows or serialises types, beside what the engine and the module say.</param>
    public Shell(bool import = true, int width = 100, IEnumerable<TypeData>? types = null)
    {
        _host = new RecordingHost(width);
        var state = InitialSessionState.CreateDefault2();
        state.Types.Add((types ?? []).Select(type => new SessionStateTypeEntry(type, isRemove: false)));
        state.Variables.Add(new SessionStateVariableEntry("ConfirmPreference", ConfirmImpact.None, ""));
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        if (import)
        {
            Run($"Import-Module '{StagedModule.Manifest}'").ThrowOnError();
        }
    }

    public Runspace Runspace => _runspace;

    public RecordingUserInterface Terminal => _host.Terminal;

    /// <summary>A script that cleans up at the end.</summary>
    public string? BeforeClose { get; set; }

    /// <summary>Sets a variable for the scripts that follow.</summary>
    public Shell Set(string name, object? value)
    {
        _runspace.SessionStateProxy.SetVariable(name, value);
        return this;
    }

    public ShellResult Run(string script)
    {
        using var shell = Create(script);
        return Invoke(shell);
    }

    /// <summary>Runs the script and shows its output as a terminal of the given width would.</summary>
    public string Show(string script)
    {
        using var shell = Create(script);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        var before = _host.Terminal.Text.Length;
        Invoke(shell);
        return _host.Terminal.Text[before..].ReplaceLineEndings("\n").Trim('\n');
    }

    /// <summary>Starts the script, stops it when told to, and returns what was left and how long the stop took.</summary>
    public Task<(ShellResult Result, TimeSpan StopTook)> RunAndStopAsync(string script, Task whenToStop) =>
        RunAndStopAsync(script, _ => whenToStop.IsCompleted);

    /// <summary>As the other form, with a look at what the script did so far.</summary>
    public async Task<(ShellResult Result, TimeSpan StopTook)> RunAndStopAsync(string script, Func<PowerShell, bool> whenToStop)
    {
        using var shell = Create(script);
        var running = Task.Run(() => Invoke(shell));
        for (var round = 0; !whenToStop(shell); round++)
        {
            if (round > 1500 || running.IsCompleted)
            {
                throw new InvalidOperationException($"The script ended, or a minute passed, before it was to be stopped: {script}");
            }

            await Task.Delay(40);
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        shell.Stop();
        var result = await running.WaitAsync(TimeSpan.FromSeconds(30));
        return (result, clock.Elapsed);
    }

    public CommandCompletion Complete(string line)
    {
        using var shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell);
    }

    public void Dispose()
    {
        if (BeforeClose is { } script)
        {
            Run(script);
        }

        _runspace.Dispose();
    }

    private PowerShell Create(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false);
        return shell;
    }

    private ShellResult Invoke(PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        var textBefore = _host.Terminal.Text.Length;
        var promptsBefore = _host.Terminal.Prompts.Count;
        try
        {
            shell.Invoke(null, output, null);
        }
        catch (PipelineStoppedException)
        {
            // the state below says so
        }
        catch (RuntimeException problem)
        {
            terminating = problem.ErrorRecord;
        }

        return new ShellResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            terminating,
            shell.InvocationStateInfo.State,
            _host.Terminal.Text[textBefore..],
            [.. _host.Terminal.Prompts.Skip(promptsBefore)]);
    }
}
