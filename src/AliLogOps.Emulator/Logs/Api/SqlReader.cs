using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Runs the SQL part of a query, with the service's errors.</summary>
internal static class SqlReader
{
    /// <exception cref="SlsException">400 ParameterInvalid for a statement that is refused, 501 for what is not built.</exception>
    public static SqlAnswer Run(
        LogServices logs, LogstoreRecord logstore, SearchParameters parameters, SearchRequest request, string statement, OperationContext context)
    {
        if (parameters.Offset > 0)
        {
            throw SlsErrors.ParameterInvalid(
                "offset is not available for pagination in sql query, please use limit x,y syntax for pagination.").ToException();
        }
        if (logstore.Mode != "standard")
        {
            // the text is ours: «unconfirmed»
            throw SlsErrors.ParameterInvalid(
                $"logstore {logstore.Name} has the mode {logstore.Mode}, which does not support analysis: leave out what follows the bar").ToException();
        }
        try
        {
            SqlQuestion question = new(
                logstore.ProjectName,
                request,
                statement,
                new LogTable(request.Current, logstore.Name),
                logs.IsComplete(logstore),
                context.Request.ReceivedAt,
                load => LogServices.Reading<object?>(logstore, () =>
                {
                    load();
                    return null;
                }));
            return logs.Sql.Run(question, context.Request.Aborted);
        }
        catch (SqlConcurrencyException e)
        {
            throw new SlsError(403, "ExceedQuota", e.Message).ToException();
        }
        catch (SqlRefusedException e)
        {
            throw SlsErrors.ParameterInvalid(e.Describe(statement)).ToException();
        }
        catch (SqlNotBuiltException e)
        {
            throw SlsErrors.NotImplemented($"SQL with {e.Message}").ToException();
        }
    }
}
