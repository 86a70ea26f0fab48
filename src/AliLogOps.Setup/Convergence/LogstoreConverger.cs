using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Brings a logstore to its desired state.</summary>
public static class LogstoreConverger
{
    /// <summary>Days logs are kept when nothing is asked for.</summary>
    public const int DefaultTtlDays = 30;

    /// <summary>Shards of a new logstore when nothing is asked for: two, so that one hot shard does not stop all writes.</summary>
    public const int DefaultShardCount = 2;

    /// <summary>The limit the service needs when automatic splitting is switched on and no limit was given.</summary>
    private const int DefaultMaxSplitShard = 64;

    /// <summary>Reads the logstore and works out what to do. Sends no write.</summary>
    /// <param name="client">The service.</param>
    /// <param name="spec">What the logstore should be.</param>
    /// <param name="assumeParent">True for a rehearsal, where a missing project means that it would have been created by then.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="LogServiceException">The logstore could not be read, for any reason but that it does not exist.</exception>
    public static async Task<ConvergePlan<Logstore>> PlanAsync(LogServiceClient client, LogstoreSpec spec, bool assumeParent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(spec);
        var read = client.GetLogstoreAsync(spec.ProjectName, spec.LogstoreName, cancellationToken);
        var actual = await Existing.OrNullAsync(read, MissingResource.Logstore, Existing.Parent(assumeParent)).ConfigureAwait(false);
        var desired = actual is null ? Predict(spec) : Merge(actual, spec);
        return new ConvergePlan<Logstore>(desired, actual, actual is null ? [] : Compare(spec, actual), (plan, token) => ApplyAsync(client, plan, token));
    }

    /// <summary>The logstore as it would be created.</summary>
    public static Logstore Predict(LogstoreSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var blank = new Logstore
        {
            ProjectName = spec.ProjectName,
            LogstoreName = spec.LogstoreName,
            TtlDays = DefaultTtlDays,
            ShardCount = DefaultShardCount,
            Mode = "standard",
            TelemetryType = "None",
        };
        var desired = Merge(blank, spec);
        return desired with { ShardCount = spec.ShardCount ?? DefaultShardCount, TelemetryType = spec.TelemetryType ?? blank.TelemetryType };
    }

    private static Logstore Merge(Logstore source, LogstoreSpec spec)
    {
        var autoSplit = spec.AutoSplit ?? source.AutoSplit;
        var limit = spec.MaxSplitShard ?? source.MaxSplitShard;
        return source with
        {
            TtlDays = spec.TtlDays ?? source.TtlDays,
            AutoSplit = autoSplit,
            MaxSplitShard = autoSplit && limit < 1 ? DefaultMaxSplitShard : limit,
            AppendMeta = spec.AppendMeta ?? source.AppendMeta,
            EnableTracking = spec.EnableTracking ?? source.EnableTracking,
            Mode = spec.Mode ?? source.Mode,
            HotTtlDays = spec.HotTtlDays ?? source.HotTtlDays,
        };
    }

    private static IReadOnlyList<PropertyDifference> Compare(LogstoreSpec spec, Logstore actual)
    {
        var differences = new DifferenceList();
        differences.Compare("ttl", spec.TtlDays, actual.TtlDays);
        if (spec.ShardCount > actual.ShardCount)
        {
            differences.Add("shardCount", actual.ShardCount, spec.ShardCount,
                $"The logstore {actual} has {actual.ShardCount} shard(s), fewer than the {spec.ShardCount} asked for. An existing logstore gets more shards only when one is split (Split-AliLogShard), or when AutoSplit is on and there is more traffic; shards are not split here, for that cannot be undone.");
        }

        differences.Compare("autoSplit", spec.AutoSplit, actual.AutoSplit);
        differences.Compare("maxSplitShard", spec.MaxSplitShard, actual.MaxSplitShard);
        differences.Compare("appendMeta", spec.AppendMeta, actual.AppendMeta);
        differences.Compare("enableTracking", spec.EnableTracking, actual.EnableTracking);
        differences.Compare("mode", spec.Mode, actual.Mode, StringComparison.OrdinalIgnoreCase);
        differences.Compare("telemetryType", spec.TelemetryType, string.IsNullOrEmpty(actual.TelemetryType) ? "None" : actual.TelemetryType, StringComparison.OrdinalIgnoreCase,
            $"The telemetry type of the logstore {actual} was settled when it was created. Create another logstore for {spec.TelemetryType}.");
        differences.Compare("hotTtl", spec.HotTtlDays, actual.HotTtlDays);
        return differences.Items;
    }

    private static async Task<Logstore> ApplyAsync(LogServiceClient client, ConvergePlan<Logstore> plan, CancellationToken cancellationToken)
    {
        var desired = plan.Desired;
        var write = plan.Actual is null ? client.CreateLogstoreAsync(desired, cancellationToken) : client.UpdateLogstoreAsync(desired, cancellationToken);
        await write.ConfigureAwait(false);
        return await Existing.OrSentAsync(client.GetLogstoreAsync(desired.ProjectName, desired.LogstoreName, cancellationToken), desired).ConfigureAwait(false);
    }
}
