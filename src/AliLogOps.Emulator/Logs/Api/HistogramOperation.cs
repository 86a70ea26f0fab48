using System.Globalization;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>GetHistograms: number of hits in slices of the range (Log Service API: GetHistograms).</summary>
internal sealed class HistogramOperation(LogServices logs)
{
    public SlsResult Get(OperationContext context)
    {
        LogstoreRecord logstore = logs.Logstore(context);
        SearchParameters parameters = SearchParameters.Read(context.Query);
        QueryStatement statement = QueryStatement.Split(parameters.Query);
        if (statement.Sql is { } sql)
        {
            throw SlsErrors.ParameterInvalid(
                $"a histogram counts the hits of a search, sql is not supported: leave out what follows the bar ('{sql.Trim()}')").ToException();
        }
        if (parameters.IsScan)
        {
            throw SlsErrors.NotImplemented("a histogram with session = mode=scan").ToException();
        }
        SearchRequest request = SearchReader.Read(logs, logstore, parameters, statement);
        long[] starts = HistogramBuckets.Starts(parameters.From, parameters.To);
        long[] counts = LogServices.Reading(logstore, () => logs.Search.Count(request, starts));
        string progress = logs.IsComplete(logstore) ? "Complete" : "Incomplete";
        SlsResult result = SlsResult.Json(json =>
        {
            json.WriteStartArray();
            for (int i = 0; i < starts.Length; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("from", starts[i]);
                json.WriteNumber("to", i + 1 < starts.Length ? starts[i + 1] : parameters.To);
                json.WriteNumber("count", counts[i]);
                json.WriteString("progress", progress);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
        return result
            .With("x-log-progress", progress)
            .With("x-log-count", counts.Sum().ToString(CultureInfo.InvariantCulture));
    }
}
