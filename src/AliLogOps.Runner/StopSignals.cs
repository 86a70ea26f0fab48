using System.Runtime.InteropServices;

namespace AliLogOps.Runner;

/// <summary>
/// Turns Ctrl+C and requests to terminate into one orderly stop: the running script is stopped and its <c>finally</c>
/// blocks run. A second signal ends the process at once, for a script that sits in a call nobody can interrupt.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int? _exitCode;
    private Action<int>? _stopRunning;

    internal StopSignals()
    {
        Register(PosixSignal.SIGINT, ExitCodes.Interrupted);
        Register(PosixSignal.SIGTERM, ExitCodes.Terminated);
        Register(PosixSignal.SIGHUP, ExitCodes.HungUp);
    }

    /// <summary>The exit code of the signal that arrived, null when none did.</summary>
    internal int? ExitCode
    {
        get
        {
            lock (_gate)
            {
                return _exitCode;
            }
        }
    }

    /// <summary>Cancelled at the first signal: ends a wait for input.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>
    /// Names what a signal stops from now on (null: nothing runs) and gets the exit code it means; called at once when a signal
    /// has come already.
    /// </summary>
    internal void OnStop(Action<int>? stopRunning)
    {
        int? late;
        lock (_gate)
        {
            _stopRunning = stopRunning;
            late = _exitCode;
        }

        if (late is { } exitCode)
        {
            stopRunning?.Invoke(exitCode);
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Register(PosixSignal signal, int exitCode) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Receive(exitCode);
        }));

    private void Receive(int exitCode)
    {
        Action<int>? stopRunning;
        bool again;
        lock (_gate)
        {
            again = _exitCode is not null;
            _exitCode ??= exitCode;
            stopRunning = _stopRunning;
        }

        if (again)
        {
            Environment.Exit(exitCode);
        }

        _stop.Cancel();
        stopRunning?.Invoke(exitCode);
    }
}
