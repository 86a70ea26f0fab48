using System.Globalization;
using System.Management.Automation.Host;

namespace AliLogOps.Runner.Hosting;

/// <summary>The engine's host: three standard streams, no debugger, no nested prompt.</summary>
internal sealed class RunnerHost : PSHost
{
    private readonly Lock _gate = new();
    private int? _exitCode;

    internal RunnerHost(Terminal terminal, CancellationToken stop)
    {
        UserInterface = new RunnerUserInterface(terminal, stop);
    }

    public override string Name => "AliLogOps.Runner";

    public override Version Version { get; } = typeof(RunnerHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => UserInterface;

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    internal RunnerUserInterface UserInterface { get; }

    /// <summary>The native program in the foreground.</summary>
    internal NativeProgram NativeProgram { get; } = new();

    /// <summary>The exit code a script or <c>$Host.SetShouldExit</c> asked for, null when none did.</summary>
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

    public override void SetShouldExit(int exitCode)
    {
        lock (_gate)
        {
            _exitCode = exitCode;
        }
    }

    public override void EnterNestedPrompt() =>
        throw new HostException("This runner has no nested prompt. Take 'Suspend' and 'Inquire' out of the script's preferences, or run it with pwsh.", null, "AliLog.Runner.NoNestedPrompt", System.Management.Automation.ErrorCategory.NotImplemented);

    public override void ExitNestedPrompt()
    {
        // never entered
    }

    public override void NotifyBeginApplication() => NativeProgram.Begin();

    public override void NotifyEndApplication() => NativeProgram.End();
}
