using System.Globalization;
using System.Management.Automation.Host;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>A host that keeps what a terminal would have shown, and answers prompts from a queue.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingUserInterface _ui;

    public RecordingHost(int width)
    {
        _ui = new RecordingUserInterface(width);
    }

    public RecordingUserInterface Terminal => _ui;

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "AliLogOps.Module.Tests";

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException("These tests use no nested prompt.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
