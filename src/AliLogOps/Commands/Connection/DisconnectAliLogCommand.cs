using System.Management.Automation;
using AliLogOps.Connection;

namespace AliLogOps.Commands;

/// <summary>Forgets the key of a connection: the one given, else the runspace's. Without one there is nothing to do.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AliLog")]
[OutputType(typeof(void))]
public sealed class DisconnectAliLogCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AliLogConnection? Connection { get; set; }

    protected override void ProcessRecord()
    {
        var connection = Connection ?? DefaultConnections.Current;
        connection?.Close();
        if (ReferenceEquals(connection, DefaultConnections.Current))
        {
            DefaultConnections.Current = null;
        }
    }
}
