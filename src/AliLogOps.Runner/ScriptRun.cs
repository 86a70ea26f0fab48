using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AliLogOps.Runner.Hosting;

namespace AliLogOps.Runner;

/// <summary>Runs a script file or a text in the session and works out the exit code.</summary>
internal sealed class ScriptRun
{
    private readonly Runspace _runspace;
    private readonly RunnerHost _host;
    private readonly Lock _gate = new();
    private Pipeline? _pipeline;
    private bool _stopped;

    internal ScriptRun(Runspace runspace, RunnerHost host)
    {
        _runspace = runspace;
        _host = host;
    }

    /// <summary>Stops the script from another thread; returns at once, while its <c>finally</c> blocks still run.</summary>
    /// <param name="exitCode">What the stop will be reported as; Ctrl+C has reached a native program already.</param>
    internal void Stop(int exitCode)
    {
        Pipeline? running;
        lock (_gate)
        {
            _stopped = true;
            running = _pipeline;
        }

        running?.StopAsync();
        if (exitCode != ExitCodes.Interrupted)
        {
            _host.NativeProgram.Stop();
        }
    }

    /// <summary>Runs to the end, showing output and errors as they come.</summary>
    internal int Run(RunnerOptions options)
    {
        // as pwsh: only a text goes into the history, which also makes its last $? outlive it
        using Pipeline pipeline = options.CommandText is { } text ? _runspace.CreatePipeline(text, addToHistory: true) : _runspace.CreatePipeline();
        pipeline.Commands.Clear();
        Command command = ToCommand(options);
        foreach (CommandParameter parameter in ScriptArguments.ToParameters(options.ScriptArguments))
        {
            command.Parameters.Add(parameter);
        }

        // errors travel with the output, so that the formatter shows both in the order they came
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(command);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));

        RuntimeException? failure = Invoke(pipeline, options);
        if (failure is not null)
        {
            UncaughtError.Show(failure, _runspace, _host);
        }

        return ExitCode(options, failure);
    }

    // The file as a command, in the global scope: $PSScriptRoot, $args and #requires are as with pwsh -File.
    private static Command ToCommand(RunnerOptions options) => options switch
    {
        { CommandText: { } text } => new Command(text, isScript: true, useLocalScope: false),
        { ScriptPath: { } path } when !ScriptFile.IsScript(path) => new Command(File.ReadAllText(path), isScript: true, useLocalScope: false),
        { ScriptPath: { } path } => new Command(path, isScript: false, useLocalScope: false),
        _ => throw new InvalidOperationException("Neither a script nor a text to run."),
    };

    private RuntimeException? Invoke(Pipeline pipeline, RunnerOptions options)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return null;
            }

            _pipeline = pipeline;
        }

        try
        {
            using ManualResetEventSlim ended = new();
            pipeline.StateChanged += (_, change) =>
            {
                if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
                {
                    ended.Set();
                }
            };
            StandardInput.Feed(pipeline, options);
            ScriptExit.TellHost(_runspace);

            // not Invoke, which would end the script's input at once
            pipeline.InvokeAsync();
            ended.Wait();
            return pipeline.PipelineStateInfo is { State: PipelineState.Failed, Reason: RuntimeException failure } ? failure : null;
        }
        catch (RuntimeException exception)
        {
            return exception;
        }
        finally
        {
            lock (_gate)
            {
                _pipeline = null;
            }
        }
    }

    private int ExitCode(RunnerOptions options, RuntimeException? failure)
    {
        if (_host.ExitCode is { } asked)
        {
            return asked;
        }

        bool failed = failure is not null
            || (options.Action == RunnerAction.RunCommand && _runspace.SessionStateProxy.GetVariable("?") is false);
        return failed ? ExitCodes.ScriptFailed : ExitCodes.Success;
    }
}
