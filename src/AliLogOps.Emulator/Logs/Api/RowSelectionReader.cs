using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// Reads which logs UpdateLogs, DeleteLogs and delete tasks are for: those of a query in a range of time, or the one of a row id, which wins
/// over a query (Log Service documentation, "Modify and delete log data").
/// </summary>
internal static class RowSelectionReader
{
    /// <summary>By rowId, or by query.</summary>
    /// <exception cref="SlsException">400 NotSupported for a logstore without enableModify (the code is «unconfirmed»), otherwise that of what is wrong.</exception>
    public static RowSelection Read(LogServices logs, LogstoreRecord logstore, OperationContext context, JsonMembers body)
    {
        if (!logstore.EnableModify)
        {
            throw SlsErrors.NotSupported($"logs of logstore {logstore.Name} cannot be modified: it was made without enableModify").ToException();
        }
        string rowId = body.String("rowId") ?? "";
        if (rowId.Length > 0)
        {
            return ReadRow(logs, logstore, context, body, rowId);
        }
        return body.Has("query")
            ? ReadSearch(logs, logstore, context, body).Rows
            : throw body.Fail("query and rowId are both lacking: one of them must say which logs");
    }

    /// <summary>By from, to and query, and by topic where it is given.</summary>
    /// <exception cref="SlsException">400 for an empty query, one with SQL, and what a search refuses.</exception>
    public static (RowSelection Rows, SearchParameters Parameters) ReadSearch(LogServices logs, LogstoreRecord logstore, OperationContext context, JsonMembers body)
    {
        // nothing is lost because a query was forgotten
        if (body.RequiredString("query").AsSpan().Trim().IsEmpty)
        {
            throw body.Fail("query is empty: it must say which logs, * is everything in the range");
        }
        SearchParameters parameters = SearchParameters.Read(context.Json);
        QueryStatement statement = QueryStatement.Split(parameters.Query);
        if (statement.Analytics is { } analytics)
        {
            throw body.Fail($"the logs are those of a search, sql and spl are not supported: leave out what follows the bar ('{analytics.Trim()}')");
        }
        if (parameters.IsScan)
        {
            throw SlsErrors.NotImplemented("changing logs with session = mode=scan").ToException();
        }
        return (new SearchedRows(SearchReader.Read(logs, logstore, parameters, statement)), parameters);
    }

    /// <summary>«unconfirmed»: a range that is given beside a row id holds for its log as well; a query beside it is not looked at.</summary>
    private static SingleRow ReadRow(LogServices logs, LogstoreRecord logstore, OperationContext context, JsonMembers body, string text)
    {
        (long from, long to) = SearchParameters.ReadOptionalRange(context.Json);
        RowId row = RowId.TryRead(text)
            ?? throw body.Fail($"rowId '{text}' is no row id: take it from the field {RowId.MemberName} of a log that a search found");
        return new SingleRow(logstore.Id, row, new SearchRange(Math.Max(from, logs.OldestKept(logstore)), to));
    }
}
