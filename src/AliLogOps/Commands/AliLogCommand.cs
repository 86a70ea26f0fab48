using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Connection;

namespace AliLogOps.Commands;

/// <summary>
/// Base of every cmdlet that talks to the service. The connection is the one given, else the runspace's, else what the environment
/// variables say; without any of them the command ends before it does anything.
/// </summary>
public abstract class AliLogCommand : CancellableCommand
{
    private AliLogConnection? _active;

    /// <summary>The connection to use instead of the runspace's own.</summary>
    [Parameter]
    [ValidateNotNull]
    public AliLogConnection? Connection { get; set; }

    /// <summary>The connection in use.</summary>
    protected AliLogConnection ActiveConnection => _active ??= ConnectionResolver.Resolve(this, Connection);

    /// <summary>The Log Service through the connection in use.</summary>
    protected LogServiceClient LogService => ActiveConnection.LogService;

    /// <summary>ECS through the connection in use.</summary>
    protected EcsClient Ecs => ActiveConnection.Ecs;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // once, before any target: a missing connection is one error, not one per target
        _active = ConnectionResolver.Resolve(this, Connection);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_active is not null && _active.TakeClockWarning() is { } warning)
        {
            WriteWarning(warning);
        }
    }
}
