using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>The logstores: there, kept long enough, and with room to write.</summary>
internal static class LogstoreChecks
{
    public const string Exists = "logstore.exists";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Exists, "Every logstore exists",
            "Agents drop logs for a logstore that does not exist, at once and for good.",
            "Create what is missing with Set-AliLogSetup.",
            LookAtExistence)
        {
            After = [ProjectChecks.Exists],
        },
        new("logstore.retention", "Logs are kept as long as asked for",
            "Logs older than the retention are deleted, and do not come back.",
            "Lengthen it with Set-AliLogSetup; it holds for logs that are still there.",
            LookAtRetention)
        {
            After = [Exists],
        },
        new("logstore.shards", "There are enough shards to write to",
            "A shard takes about 5 MB/s; more is refused and waits at the agents.",
            "Split a shard with Split-AliLogShard, or switch AutoSplit on in the definition.",
            LookAtShards)
        {
            After = [Exists],
        },
    ];

    private static async Task<CheckFinding> LookAtExistence(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var store in context.Setup.Logstores)
        {
            try
            {
                good.Add((await context.LogstoreAsync(store.LogstoreName, token).ConfigureAwait(false)).LogstoreName);
            }
            catch (LogServiceException problem) when (problem.MissingResource == MissingResource.Logstore)
            {
                bad.Add($"{store.LogstoreName} does not exist");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no logstore.");
    }

    private static async Task<CheckFinding> LookAtRetention(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.Logstores)
        {
            var store = await context.LogstoreAsync(spec.LogstoreName, token).ConfigureAwait(false);
            var days = store.TtlDays >= 3650 ? "for ever" : string.Create(CultureInfo.InvariantCulture, $"{store.TtlDays} days");
            if (spec.TtlDays > store.TtlDays)
            {
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"{store.LogstoreName} keeps logs {days}, {spec.TtlDays} were asked for"));
            }
            else
            {
                good.Add($"{store.LogstoreName}: {days}");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no logstore.");
    }

    private static async Task<CheckFinding> LookAtShards(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.Logstores)
        {
            var shards = await context.Log.ListShardsAsync(context.ProjectName, spec.LogstoreName, token).ConfigureAwait(false);
            // shards that were split or merged stay readable until their logs expire
            var writable = shards.Count(shard => shard.Status.Equals("readwrite", StringComparison.OrdinalIgnoreCase));
            if (writable < (spec.ShardCount ?? 1))
            {
                bad.Add(string.Create(CultureInfo.InvariantCulture, $"{spec.LogstoreName} has {writable} shard(s) to write to, {spec.ShardCount ?? 1} were asked for"));
            }
            else
            {
                good.Add(string.Create(CultureInfo.InvariantCulture, $"{spec.LogstoreName}: {writable} shards"));
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no logstore.");
    }
}
