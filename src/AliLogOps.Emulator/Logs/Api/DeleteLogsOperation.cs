using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// DeleteLogs: removes the logs a search finds (known from official clients only). «unconfirmed»: they are gone from pulls as well, and
/// logs that were written without an index stay.
/// </summary>
internal sealed class DeleteLogsOperation(LogServices logs)
{
    public SlsResult Delete(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        JsonMembers body = JsonMembers.OfBody(context, SlsErrors.ParameterInvalid);
        if (body.String("rowId") is { Length: > 0 })
        {
            throw SlsErrors.NotImplemented("DeleteLogs with rowId").ToException();
        }
        (int removed, SearchParameters _) = Remove(context, logstore, body);
        return SlsResult.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("affected_rows", removed);
            writer.WriteEndObject();
        });
    }

    /// <summary>Removes what from, to, query and topic of a body find.</summary>
    public (int Removed, SearchParameters Parameters) Remove(OperationContext context, LogstoreRecord logstore, JsonMembers body)
    {
        // nothing is deleted because a query was forgotten
        if (body.RequiredString("query").AsSpan().Trim().IsEmpty)
        {
            throw body.Fail("query is empty: it must say what to delete, * is everything in the range");
        }
        SearchParameters parameters = SearchParameters.Read(context.Json);
        QueryStatement statement = QueryStatement.Split(parameters.Query);
        if (statement.Sql is { } sql)
        {
            throw body.Fail($"logs are deleted by a search, sql is not supported: leave out what follows the bar ('{sql.Trim()}')");
        }
        if (parameters.IsScan)
        {
            throw SlsErrors.NotImplemented("deleting logs with session = mode=scan").ToException();
        }
        SearchRequest request = SearchReader.Read(logs, logstore, parameters, statement);
        try
        {
            return (logs.Changes.DeleteLogs(request), parameters);
        }
        catch (KeyNotFoundException)
        {
            throw SlsErrors.LogStoreNotExist(logstore.Name).ToException();
        }
    }
}
