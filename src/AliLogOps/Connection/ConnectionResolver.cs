using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Errors;

namespace AliLogOps.Connection;

/// <summary>Finds the connection of a command: the one given, the runspace's, the environment's; else the command ends.</summary>
internal static class ConnectionResolver
{
    public static AliLogConnection Resolve(PSCmdlet command, AliLogConnection? given)
    {
        if ((given ?? DefaultConnections.Current) is { } connection)
        {
            if (!connection.IsOpen)
            {
                command.ThrowTerminatingError(ErrorRecords.ConnectionClosed(connection));
            }

            return connection;
        }

        ErrorRecord error;
        try
        {
            if (EnvironmentConnection.Find() is { } found)
            {
                return found;
            }

            error = ErrorRecords.NoConnection();
        }
        catch (LogServiceException problem)
        {
            error = ErrorRecords.FromService(problem, "environment");
        }
        catch (ArgumentException problem)
        {
            error = ErrorRecords.InvalidArgument(problem, "environment");
        }

        command.ThrowTerminatingError(error);
        throw new InvalidOperationException("ThrowTerminatingError does not return.");
    }
}
