using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Connection;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>Shows the connection that commands use here: the runspace's, else the one the environment variables describe.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogConnection")]
[OutputType(typeof(AliLogConnection))]
public sealed class GetAliLogConnectionCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
        AliLogConnection? connection;
        try
        {
            connection = DefaultConnections.Current ?? EnvironmentConnection.Find();
        }
        catch (LogServiceException problem)
        {
            WriteError(ErrorRecords.FromService(problem, "environment"));
            return;
        }
        catch (ArgumentException problem)
        {
            WriteError(ErrorRecords.InvalidArgument(problem, "environment"));
            return;
        }

        if (connection is not null)
        {
            WriteObject(connection);
        }
    }
}
