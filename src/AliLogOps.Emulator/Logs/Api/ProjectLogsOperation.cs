using System.Diagnostics;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Sql.Syntax;
using AliLogOps.Emulator.Sql.Translation;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>
/// GetProjectLogs: one statement over the logstores of a project, each of them a table (Log Service API: GetProjectLogs). The
/// answer has the form of GetLogs.
/// </summary>
internal sealed class ProjectLogsOperation(LogServices logs)
{
    /// <summary>The parameter powerSql chooses an engine for big data, which changes no result.</summary>
    public SlsResult Get(OperationContext context)
    {
        long start = Stopwatch.GetTimestamp();
        string statement = ReadQuery(context.Query["query"]);
        SqlQuestion question = new(context.ProjectName, statement, new ProjectLogs(name => Open(context, name)), context.Request.ReceivedAt);
        SqlAnswer answer = SqlReader.Run(logs, question, context);
        return GetLogsOperation.InHeaders(context, GetLogsOperation.OfAnswer(answer) with
        {
            ElapsedMilliseconds = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            Analytics = statement.Trim(),
        });
    }

    private static string ReadQuery(string? query)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            throw new SlsError(400, "InvalidQueryString",
                "query is empty: write a statement, as in select count(*) from my-logstore where __time__ >= 1700000000 and __time__ < 1700003600").ToException();
        }
        // «unconfirmed»: code and text. What stands before the bar is no SQL, whatever it is
        return SqlParser.IsStatement(query) || QueryStatement.Split(query).Analytics is null
            ? query
            : throw SlsErrors.ParameterInvalid(
                "query over a project is SQL without a search part: leave out the bar and what stands before it, and name the logstore, "
                + "as in select count(*) from my-logstore where __time__ >= 1700000000 and __time__ < 1700003600").ToException();
    }

    /// <summary>The whole logstore of a name, as far as it is kept.</summary>
    /// <exception cref="SlsException">404 LogStoreNotExist, 400 IndexConfigNotExist, 400 ParameterInvalid for a mode without analysis.</exception>
    private LogSource Open(OperationContext context, string name)
    {
        LogstoreRecord logstore = LogstoreOperations.Known(
            logs.Services, logs.Services.Logstores.Find(context.ProjectId, name) ?? throw SlsErrors.LogStoreNotExist(name).ToException());
        SqlReader.RequireAnalysis(logstore, "leave it out of the statement");
        IndexDefinition index = logs.Versions.Current(logstore.Id)
            ?? throw new SlsError(400, "IndexConfigNotExist", $"logstore without index config: {name}").ToException();
        SearchRange kept = new(logs.OldestKept(logstore), long.MaxValue);
        return SqlReader.Source(logs, logstore, new SearchRequest(logstore.Id, "", new AllNode(), "", kept, index));
    }
}
