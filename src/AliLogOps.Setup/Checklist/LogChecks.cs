using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>The logs: do they arrive, from every host, and from no other.</summary>
internal static class LogChecks
{
    // Log Service API: "Search syntax"; a search with more is refused
    private const int MostTerms = 30;
    private const int PageSize = 100;
    private const int MostForeign = 5000;

    /// <summary>What keeps logs from arriving.</summary>
    public static readonly string[] Chain = ["group.identifier", "config.*", "binding.*", "machine.heartbeat"];

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("logs.preview", "Logs arrive in the shards",
            "Nothing was written lately: a config that is not applied, a tag that differs, a closed listener, or no traffic.",
            "Make some traffic and wait half a minute; then follow one line with Test-AliLogSetup -Canary.",
            LookAtShards)
        {
            After = [LogstoreChecks.Exists],
            FollowsFrom = Chain,
            NeedsTime = true,
        },
        new("logs.hosts", "Every host has logged lately",
            "The host is silent: its agent, its rsyslog or the application has stopped.",
            "On the host run Test-AliLogtailHost and 'logger test'; rsyslog comes back 30 s after the agent.",
            LookAtHosts)
        {
            After = [LogstoreChecks.Exists, IndexChecks.Exists],
            FollowsFrom = Chain,
            NeedsTime = true,
        },
        new("logs.isolation", "No log of an unexpected host",
            "A host of another environment carries this one's identifier, or a definition does not name a new host yet.",
            "Correct /etc/ilogtail/user_defined_id on that host, or add the host to Expect.Hosts.",
            LookAtForeignLogs)
        {
            After = [LogstoreChecks.Exists, IndexChecks.Exists],
        },
    ];

    private static async Task<CheckFinding> LookAtShards(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var store in context.Setup.Logstores)
        {
            var since = context.ServiceNow - context.ExpectationOf(store).LogsWithin;
            var counts = new List<string>();
            var any = false;
            foreach (var shard in await context.Log.ListShardsAsync(context.ProjectName, store.LogstoreName, token).ConfigureAwait(false))
            {
                var has = await HasLogsAsync(context, store.LogstoreName, shard.ShardId, since, token).ConfigureAwait(false);
                any |= has;
                counts.Add(string.Create(CultureInfo.InvariantCulture, $"shard {shard.ShardId}{(has ? "" : " empty")}"));
            }

            (any ? good : bad).Add(any ? $"{store.LogstoreName}: {string.Join(", ", counts)}" : $"nothing was written to {store.LogstoreName} within {LogSpan.ToText(context.ExpectationOf(store).LogsWithin)}");
        }

        return CheckFinding.Judge(bad, good, "The definition names no logstore.") with { Data = await CountAsync(context, token).ConfigureAwait(false) };
    }

    // the pull reads by the time of arrival and needs no index
    private static async Task<bool> HasLogsAsync(CheckContext context, string logstore, int shard, DateTimeOffset since, CancellationToken token)
    {
        var cursor = await context.Log.GetCursorAsync(context.ProjectName, logstore, shard, CursorPosition.At(since), token).ConfigureAwait(false);
        return (await context.Log.PullLogsAsync(context.ProjectName, logstore, shard, cursor, 1, null, token).ConfigureAwait(false)).Groups.Count > 0;
    }

    private static async Task<ArrivalData?> CountAsync(CheckContext context, CancellationToken token)
    {
        try
        {
            var counts = new SortedDictionary<DateTimeOffset, (DateTimeOffset To, long Count)>();
            foreach (var store in context.Setup.Logstores.Where(store => context.Setup.Indexes.Any(index => index.LogstoreName == store.LogstoreName)))
            {
                var to = context.ServiceNow;
                var histogram = await context.Log.GetHistogramAsync(context.ProjectName, store.LogstoreName, to - LogExpectation.DefaultLogsWithin, to, cancellationToken: token).ConfigureAwait(false);
                foreach (var bucket in histogram.Buckets)
                {
                    counts[bucket.From] = (bucket.To, bucket.Count + counts.GetValueOrDefault(bucket.From).Count);
                }
            }

            return counts.Count == 0 ? null : new ArrivalData([.. counts.Select(bucket => new ArrivalBucket(bucket.Key, bucket.Value.To, bucket.Value.Count))]);
        }
        catch (LogServiceException)
        {
            // figures for the report only; the checks of the index say what is wrong with it
            return null;
        }
    }

    private static async Task<CheckFinding> LookAtHosts(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var store in context.Setup.Logstores)
        {
            var within = context.ExpectationOf(store).LogsWithin;
            var silent = new List<string>();
            foreach (var host in context.HostsOf(store))
            {
                var query = await QueryOfAsync(context, store, [host], token).ConfigureAwait(false);
                var page = await LogLook.NewestAsync(context, store.LogstoreName, query, within, 1, token).ConfigureAwait(false);
                if (page.Logs.Count == 0)
                {
                    silent.Add(host);
                }
                else
                {
                    var age = page.Logs[0].Time is { } time && context.ServiceNow > time ? context.ServiceNow - time : TimeSpan.Zero;
                    good.Add($"{host} {LogSpan.ToText(age)} ago");
                }
            }

            if (silent.Count > 0)
            {
                bad.Add($"nothing from {string.Join(", ", silent)} in {store.LogstoreName} within {LogSpan.ToText(within)}");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no hosts.");
    }

    private static async Task<CheckFinding> LookAtForeignLogs(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var store in context.Setup.Logstores.Where(store => context.ExpectationOf(store).OnlyFromHosts))
        {
            var (foreign, seen) = await FindForeignAsync(context, store, token).ConfigureAwait(false);
            if (foreign.Length > 0)
            {
                bad.Add($"{store.LogstoreName} has logs of {string.Join(", ", foreign.Select(HostOf).Distinct(StringComparer.Ordinal))}");
            }
            else
            {
                good.Add(seen is { } newest ? string.Create(CultureInfo.InvariantCulture, $"{store.LogstoreName}: the newest {newest} that a search for others gives") : store.LogstoreName);
            }
        }

        return CheckFinding.Judge(bad, good, "The definition does not ask for it (Expect.OnlyFromHosts).");
    }

    // logs of others, and how many were looked through where that was not all
    private static async Task<(LogRecord[] Foreign, long? Seen)> FindForeignAsync(CheckContext context, LogstoreSpec store, CancellationToken token)
    {
        var hosts = context.HostsOf(store);
        var fields = await HostFieldsAsync(context, store, token).ConfigureAwait(false);
        // the star is a term as well; hosts beyond that are told from others here
        var excluded = hosts.Take((MostTerms - 1) / fields.Length).ToArray();
        var query = "* not (" + QueryOf(excluded, fields) + ")";
        for (long offset = 0; offset < MostForeign; offset += PageSize)
        {
            var page = await LogLook.PageAsync(context, store.LogstoreName, query, context.ExpectationOf(store).LogsWithin, offset, PageSize, token).ConfigureAwait(false);
            var foreign = page.Logs.Where(log => !IsCanary(log) && !fields.Any(field => hosts.Contains(log.GetField(field), StringComparer.OrdinalIgnoreCase))).ToArray();
            if (foreign.Length > 0 || page.Logs.Count < PageSize)
            {
                return (foreign, null);
            }
        }

        return ([], MostForeign);
    }

    private static async Task<string> QueryOfAsync(CheckContext context, LogstoreSpec store, IReadOnlyList<string> hosts, CancellationToken token) =>
        QueryOf(hosts, await HostFieldsAsync(context, store, token).ConfigureAwait(false));

    private static string QueryOf(IReadOnlyList<string> hosts, string[] fields) => string.Join(" or ", hosts.SelectMany(host => fields.Select(field => $"{field}: \"{host}\"")));

    // the agent's tag is always indexed; the message's own field names the sender where logs are relayed
    private static async Task<string[]> HostFieldsAsync(CheckContext context, LogstoreSpec store, CancellationToken token)
    {
        var index = await context.IndexAsync(store.LogstoreName, token).ConfigureAwait(false);
        return index.Keys.ContainsKey("hostname") ? ["__tag__:__hostname__", "hostname"] : ["__tag__:__hostname__"];
    }

    private static bool IsCanary(LogRecord log) => log.GetField("app-name") == CanaryMessage.App;

    private static string HostOf(LogRecord log) => log.GetField("__tag__:__hostname__") ?? log.GetField("hostname") ?? (log.Source.Length > 0 ? log.Source : "an unnamed host");
}
