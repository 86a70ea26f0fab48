using System.Globalization;
using AliLogOps.Client;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Setup.Checklist;

/// <summary>The searches of the definition.</summary>
internal static class QueryChecks
{
    private const int PageSize = 100;

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("logs.queries", "Searches find it, newest first",
            "The application does not log what is expected, the index lacks a field, or the logs are not searchable yet.",
            "Run the search with Search-AliLog over a longer time; new logs become searchable within some minutes.",
            Look)
        {
            After = [LogstoreChecks.Exists, IndexChecks.Exists],
            FollowsFrom = [.. LogChecks.Chain, "index.fields", "logs.preview", "logs.hosts"],
            NeedsTime = true,
        },
    ];

    private static async Task<CheckFinding> Look(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        TimeSpan? within = null;
        foreach (var store in context.Setup.Logstores)
        {
            foreach (var query in context.ExpectationOf(store).Queries)
            {
                try
                {
                    var problem = await FindProblemAsync(context, store.LogstoreName, query, good, token).ConfigureAwait(false);
                    if (problem is not null)
                    {
                        bad.Add(problem);
                        within = query.Within is null || (within is null && bad.Count > 1) ? null : within is { } other && other > query.Within ? other : query.Within;
                    }
                }
                catch (LogServiceException problem) when (problem.Kind == ErrorKind.InvalidArgument)
                {
                    bad.Add($"'{query.Query}' is refused: {problem.ServiceMessage}");
                }
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no searches.") with { Within = within };
    }

    private static async Task<string?> FindProblemAsync(CheckContext context, string logstore, ExpectedQuery query, List<string> good, CancellationToken token)
    {
        var page = await LogLook.NewestAsync(context, logstore, query.Query, query.Last, PageSize, token).ConfigureAwait(false);
        // SQL gives all its rows at once, in an order of its own, and is not counted by the histogram
        var sql = LogQueryText.HasSql(query.Query);
        var count = sql || page.Logs.Count < PageSize ? page.Logs.Count : await LogLook.CountAsync(context, logstore, query.Query, query.Last, token).ConfigureAwait(false);
        if (query.Exactly is { } exactly && count != exactly)
        {
            return string.Create(CultureInfo.InvariantCulture, $"'{query.Query}' finds {count} logs of the last {LogSpan.ToText(query.Last)}, not {exactly}");
        }

        if (query.Exactly is null && count < query.AtLeast)
        {
            return string.Create(CultureInfo.InvariantCulture, $"'{query.Query}' finds {count} logs of the last {LogSpan.ToText(query.Last)}, fewer than {query.AtLeast}");
        }

        for (var index = 0; index < page.Logs.Count; index++)
        {
            if (!sql && index > 0 && page.Logs[index].Time > page.Logs[index - 1].Time)
            {
                return $"'{query.Query}' gives logs out of order";
            }

            foreach (var (name, wanted) in query.Fields)
            {
                var has = ValueOf(page.Logs[index], name);
                if (!string.Equals(has, wanted, StringComparison.Ordinal))
                {
                    return $"'{query.Query}' finds a log whose {name} is '{has}', not '{wanted}'";
                }
            }
        }

        good.Add(string.Create(CultureInfo.InvariantCulture, $"'{query.Query}': {count}"));
        return null;
    }

    private static string? ValueOf(LogRecord log, string name) => name switch
    {
        "__source__" => log.Source,
        "__topic__" => log.Topic,
        _ => log.GetField(name),
    };
}
