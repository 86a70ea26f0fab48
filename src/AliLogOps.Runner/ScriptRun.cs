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
    private bool _inputFailed;

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
            bool takesInput = StandardInput.IsFor(options);
            if (!takesInput)
            {
                pipeline.Input.Close();
            }

            ScriptExit.TellHost(_runspace);
            if (!Start(pipeline))
            {
                return null;
            }

            if (takesInput)
            {
                StandardInput.Feed(pipeline.Input, InputFailed);
            }

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

    /// <summary>Starts the script unless it has been stopped by now; a stop sees either no pipeline or one that runs.</summary>
    private bool Start(Pipeline pipeline)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return false;
            }

            // not Invoke, which would end the script's input at once
            pipeline.InvokeAsync();
            _pipeline = pipeline;
            return true;
        }
    }

    private void InputFailed(string reason)
    {
        lock (_gate)
        {
            _inputFailed = true;
        }

        _host.UI.WriteErrorLine($"AliLogOps.Runner: standard input cannot be read: {reason}. The script got the lines before only.");
    }

    private int ExitCode(RunnerOptions options, RuntimeException? failure)
    {
        if (_host.ExitCode is { } asked)
        {
            return asked;
        }

        bool inputFailed;
        lock (_gate)
        {
            inputFailed = _inputFailed;
        }

        bool failed = failure is not null || inputFailed
            || (options.Action == RunnerAction.RunCommand && _runspace.SessionStateProxy.GetVariable("?") is false);
        return failed ? ExitCodes.ScriptFailed : ExitCodes.Success;
    }
}
