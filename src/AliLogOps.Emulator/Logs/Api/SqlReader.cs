using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Runs statements, with the service's errors.</summary>
internal static class SqlReader
{
    /// <summary>Runs the SQL part of a query over what its search part finds.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid for a statement that is refused, 501 for what is not built.</exception>
    public static SqlAnswer Run(
        LogServices logs, LogstoreRecord logstore, SearchParameters parameters, SearchRequest request, string statement, OperationContext context)
    {
        if (parameters.Offset > 0)
        {
            throw SlsErrors.ParameterInvalid(
                "offset is not available for pagination in sql query, please use limit x,y syntax for pagination.").ToException();
        }
        RequireAnalysis(logstore, "leave out what follows the bar");
        return Run(logs, new SqlQuestion(logstore.ProjectName, statement, new OwnLog(Source(logs, logstore, request)), context.Request.ReceivedAt), context);
    }

    /// <summary>Runs a statement over the logstores it names.</summary>
    /// <exception cref="SlsException">400 ParameterInvalid for a statement that is refused, 501 for what is not built.</exception>
    public static SqlAnswer Run(LogServices logs, SqlQuestion question, OperationContext context)
    {
        try
        {
            return logs.Sql.Run(question, context.Request.Aborted);
        }
        catch (SqlConcurrencyException e)
        {
            throw new SlsError(403, "ExceedQuota", e.Message).ToException();
        }
        catch (SqlRefusedException e)
        {
            throw SlsErrors.ParameterInvalid(e.Describe(question.Statement)).ToException();
        }
        catch (SqlNotBuiltException e)
        {
            throw SlsErrors.NotImplemented($"SQL with {e.Message}").ToException();
        }
    }

    /// <summary>Only logstores of the mode standard have analysis; the text is ours: «unconfirmed».</summary>
    /// <exception cref="SlsException">400 ParameterInvalid.</exception>
    public static void RequireAnalysis(LogstoreRecord logstore, string remedy)
    {
        if (logstore.Mode != "standard")
        {
            throw SlsErrors.ParameterInvalid(
                $"logstore {logstore.Name} has the mode {logstore.Mode}, which does not support analysis: {remedy}").ToException();
        }
    }

    /// <summary>What a search of a logstore finds, for a statement.</summary>
    public static LogSource Source(LogServices logs, LogstoreRecord logstore, SearchRequest request)
    {
        return new LogSource(
            new LogTable(request.Current, logstore.Name),
            request,
            logs.IsComplete(logstore),
            load => LogServices.Reading<object?>(logstore, () =>
            {
                load();
                return null;
            }));
    }
}
