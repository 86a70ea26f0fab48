using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Logs.Api;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;
using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>Runs the scripts of requests, with the service's errors.</summary>
internal static class SplReader
{
    private const string PullMode = "scan_on_stream";

    /// <summary>
    /// The script of a pull; null if it has none. The API's own description has the parameter query alone, SDKs send pullMode with it.
    /// </summary>
    /// <exception cref="SlsException">400 ParameterInvalid for a script that is wrong, 501 for what is not built.</exception>
    public static SplScript? OfPull(QueryParameters query)
    {
        string mode = query["pullMode"] ?? "";
        if (mode is not ("" or PullMode))
        {
            throw SlsErrors.ParameterInvalid($"parameter pullMode is '{mode}': {PullMode} is the only one").ToException();
        }
        if (query["query"] is not { Length: > 0 } text)
        {
            return null;
        }
        QueryStatement statement = QueryStatement.Split(text);
        if (statement.Search.Trim() != "*")
        {
            // «unconfirmed»: documented scripts of consumers all begin with *
            throw SlsErrors.NotImplemented($"PullLogs with the search condition '{statement.Search.Trim()}' before the bar (write *)").ToException();
        }
        return Checked(statement.Analytics, () => SplScript.Compile(statement.Analytics, SplUse.Pull));
    }

    /// <summary>Leads the groups of a pull through its script.</summary>
    /// <inheritdoc cref="OfPull" path="/exception"/>
    public static SplPull Pull(LogServices logs, SplScript script, IReadOnlyList<PulledGroup> groups, OperationContext context)
    {
        using (script)
        {
            return Checked(null, () => logs.Sql.Evaluate(
                context.Request.ReceivedAt,
                run =>
                {
                    script.Start(run);
                    return SplPull.Run(script, groups);
                },
                context.Request.Aborted));
        }
    }

    /// <summary>Leads the logs of a search through the script behind its bar.</summary>
    /// <param name="request">Null for all logs of the range, which no index is asked for.</param>
    /// <inheritdoc cref="OfPull" path="/exception"/>
    public static ScanPage Scan(
        LogServices logs, LogstoreRecord logstore, SearchParameters parameters, SearchRequest? request, string? text, OperationContext context)
    {
        SearchRange range = SearchReader.RangeOf(parameters, logs.OldestKept(logstore));
        ShardGroups? shard = SearchReader.ShardOf(logs, logstore, parameters);
        SplScan scan = new(logs, logstore, script => request is null
            ? ScannedLogs.Unindexed(logs, logstore, range, shard, parameters.Topic, script.CheckLimits)
            : ScannedLogs.Indexed(logs, request));
        // what is wrong with the script is said before anything is waited for
        Checked(text, () => SplScript.Compile(text, SplUse.Scan)).Dispose();
        return Checked(text, () => logs.Sql.Evaluate(
            context.Request.ReceivedAt,
            run => scan.Run(
                () =>
                {
                    SplScript script = SplScript.Compile(text, SplUse.Scan);
                    script.Start(run);
                    return script;
                },
                parameters.Offset,
                parameters.Line,
                parameters.Reverse),
            context.Request.Aborted));
    }

    private static T Checked<T>(string? text, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqlRefusedException e)
        {
            throw SlsErrors.ParameterInvalid(e.Describe(text ?? "")).ToException();
        }
        catch (SqlNotBuiltException e)
        {
            throw SlsErrors.NotImplemented($"SPL with {e.Message}").ToException();
        }
    }
}
