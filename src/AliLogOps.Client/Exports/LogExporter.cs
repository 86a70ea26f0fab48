using System.Collections.Concurrent;

namespace AliLogOps.Client;

/// <summary>
/// Writes the logs of a logstore to files, one for each shard, in the order they arrived. An export that was interrupted at any
/// moment can go on, and its files then have the bytes they would have had. Needs no index.
/// </summary>
public sealed class LogExporter
{
    private const int CountAttempts = 5;
    private static readonly TimeSpan s_indexDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(5);

    private readonly LogServiceClient _service;
    private readonly LogExportOptions _options;

    /// <summary>Makes an exporter; nothing is sent.</summary>
    /// <param name="service">The service.</param>
    /// <param name="options">What to export.</param>
    public LogExporter(LogServiceClient service, LogExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        NameRules.CheckProject(options.ProjectName);
        NameRules.CheckSegment(options.LogstoreName);
        _service = service;
        _options = options;
    }

    /// <summary>How far it is.</summary>
    public LogExportProgress Progress { get; } = new();

    /// <summary>Exports to the end.</summary>
    /// <param name="cancellationToken">Stops it; it can go on later.</param>
    /// <exception cref="LogExportException">The folder holds another export, or files cannot be continued.</exception>
    /// <exception cref="LogServiceException">The service refused or could not be reached; what was written stays.</exception>
    public async Task<LogExport> RunAsync(CancellationToken cancellationToken = default)
    {
        using ExportFolder folder = ExportFolder.Open(_options.Folder);
        ExportPlan? plan = FindPlan(folder, out LogExport? finished);
        if (finished is not null)
        {
            // its state is gone already, or the run ended between writing the manifest and removing it
            folder.RemoveState();
            return finished with { Resumed = true };
        }

        bool resumed = plan is not null;
        if (plan is null)
        {
            plan = await MakePlanAsync(cancellationToken).ConfigureAwait(false);
            StateFile.Write(folder.PlanPath, plan);
        }

        Progress.Begin(plan.Shards.Count);
        ConcurrentDictionary<int, LogExportFile> files = new();
        long extraFields = 0;
        await Parallel.ForEachAsync(
            plan.Shards,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken },
            async (shard, token) =>
            {
                ShardExporter exporter = new(_service, _options, plan, shard, folder, Progress);
                files[shard.ShardId] = await exporter.RunAsync(token).ConfigureAwait(false);
                Interlocked.Add(ref extraFields, exporter.ExtraFields);
            }).ConfigureAwait(false);

        LogExport export = new()
        {
            ProjectName = plan.ProjectName,
            LogstoreName = plan.LogstoreName,
            Path = folder.Path,
            Format = plan.Format,
            Compressed = plan.Compress,
            Files = [.. files.Values.OrderBy(file => file.ShardId)],
            Logs = files.Values.Sum(file => file.Logs),
            Bytes = files.Values.Sum(file => file.Bytes),
            ExtraFields = extraFields,
            ManifestPath = folder.ManifestPath,
            Resumed = resumed,
            StartTime = plan.StartTime,
        };
        export = await ReconcileAsync(export, cancellationToken).ConfigureAwait(false) with { EndTime = _options.TimeProvider.GetUtcNow() };
        StateFile.Write(folder.ManifestPath, export);
        folder.RemoveState();
        return export;
    }

    private ExportPlan? FindPlan(ExportFolder folder, out LogExport? finished)
    {
        finished = null;
        if (_options.Existing == ExistingExport.Replace)
        {
            folder.Clear();
            return null;
        }

        bool hasManifest = File.Exists(folder.ManifestPath);
        if (!hasManifest && !File.Exists(folder.PlanPath))
        {
            return null;
        }

        if (_options.Existing == ExistingExport.Refuse)
        {
            throw new LogExportException(
                "ExportExists",
                $"'{folder.Path}' holds {(hasManifest ? "a finished export" : "an export that was interrupted")}.",
                "Go on with it by -Resume, begin anew with -Force, or give another folder.");
        }

        if (hasManifest)
        {
            finished = StateFile.Read<LogExport>(folder.ManifestPath)!;
            Compare(folder, finished.ProjectName, finished.LogstoreName, finished.Format, finished.Compressed);
            return null;
        }

        ExportPlan plan = StateFile.Read<ExportPlan>(folder.PlanPath)!;
        Compare(folder, plan.ProjectName, plan.LogstoreName, plan.Format, plan.Compress);
        Compare(folder, "endpoint", plan.Endpoint, _service.Endpoint.Host);
        if (_options.Fields.Count > 0)
        {
            Compare(folder, "fields", string.Join(", ", plan.Fields), string.Join(", ", _options.Fields));
        }

        if (_options.Shards.Count > 0)
        {
            Compare(folder, "shards", string.Join(", ", plan.Shards.Select(shard => shard.ShardId).Order()), string.Join(", ", _options.Shards.Distinct().Order()));
        }

        return plan;
    }

    private void Compare(ExportFolder folder, string projectName, string logstoreName, LogExportFormat format, bool compressed)
    {
        Compare(folder, "logstore", $"{projectName}/{logstoreName}", $"{_options.ProjectName}/{_options.LogstoreName}");
        Compare(folder, "format", $"{format}{(compressed ? " with gzip" : string.Empty)}", $"{_options.Format}{(_options.Compress ? " with gzip" : string.Empty)}");
    }

    private static void Compare(ExportFolder folder, string what, string begun, string asked)
    {
        if (!string.Equals(begun, asked, StringComparison.Ordinal))
        {
            throw new LogExportException(
                "ExportDiffers",
                $"The export in '{folder.Path}' was begun with the {what} '{begun}', not '{asked}'.",
                "Give the same again to go on, use another folder, or begin anew with -Force.");
        }
    }

    private async Task<ExportPlan> MakePlanAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<LogShard> all = await _service.ListShardsAsync(_options.ProjectName, _options.LogstoreName, cancellationToken).ConfigureAwait(false);
        IEnumerable<int> wanted = _options.Shards.Count == 0 ? all.Select(shard => shard.ShardId) : _options.Shards.Distinct();
        List<ExportShard> shards = [];
        foreach (int shard in wanted.Order())
        {
            // the end first: what arrives in between is left out rather than half read
            string end = await _service.GetCursorAsync(_options.ProjectName, _options.LogstoreName, shard, _options.To, cancellationToken).ConfigureAwait(false);
            string begin = await _service.GetCursorAsync(_options.ProjectName, _options.LogstoreName, shard, _options.From, cancellationToken).ConfigureAwait(false);
            shards.Add(new(shard, begin, end));
        }

        return new ExportPlan
        {
            Endpoint = _service.Endpoint.Host,
            ProjectName = _options.ProjectName,
            LogstoreName = _options.LogstoreName,
            Format = _options.Format,
            Compress = _options.Compress,
            Fields = _options.Format == LogExportFormat.Csv ? await FindFieldsAsync(cancellationToken).ConfigureAwait(false) : [],
            ChunkBytes = _options.ChunkBytes,
            StartTime = _options.TimeProvider.GetUtcNow(),
            Shards = shards,
        };
    }

    private async Task<IReadOnlyList<string>> FindFieldsAsync(CancellationToken cancellationToken)
    {
        if (_options.Fields.Count > 0)
        {
            return _options.Fields;
        }

        try
        {
            LogIndex index = await _service.GetIndexAsync(_options.ProjectName, _options.LogstoreName, cancellationToken).ConfigureAwait(false);
            return [.. index.Keys.Keys.Order(StringComparer.Ordinal)];
        }
        catch (LogServiceException failure) when (failure.MissingResource == MissingResource.Index)
        {
            throw new LogExportException(
                "ExportFieldsMissing",
                $"{_options.ProjectName}/{_options.LogstoreName} has no index that would name the columns of CSV.",
                "Name them with -Field, or export as NdJson.",
                failure);
        }
    }

    // the index counts by the time of logs, so it is asked for exactly the span the exported ones have
    private async Task<LogExport> ReconcileAsync(LogExport export, CancellationToken cancellationToken)
    {
        if (export.Logs == 0)
        {
            return export with { Reconciliation = LogExportReconciliation.Equal, ServiceCount = 0 };
        }

        DateTimeOffset from = export.Files.Min(file => file.FirstTime ?? DateTimeOffset.MaxValue);
        DateTimeOffset to = export.Files.Max(file => file.LastTime ?? DateTimeOffset.MinValue).AddSeconds(1);
        LogExport result = export;
        for (int attempt = 1; attempt <= CountAttempts; attempt++)
        {
            LogHistogram counted;
            try
            {
                counted = await _service.GetHistogramAsync(export.ProjectName, export.LogstoreName, from, to, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (LogServiceException failure)
            {
                return export with { Reconciliation = failure.MissingResource == MissingResource.Index ? LogExportReconciliation.NotIndexed : LogExportReconciliation.Unknown };
            }

            result = export with { ServiceCount = counted.Total, Reconciliation = Judge(export.Logs, counted) };
            // fresh logs take some seconds to be counted
            if (result.Reconciliation is LogExportReconciliation.Equal or LogExportReconciliation.ServiceHasMore || to < _options.TimeProvider.GetUtcNow() - s_fresh)
            {
                break;
            }

            await Task.Delay(s_indexDelay, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private static LogExportReconciliation Judge(long exported, LogHistogram counted) => counted switch
    {
        { IsComplete: false } => LogExportReconciliation.Unknown,
        { Total: var total } when total == exported => LogExportReconciliation.Equal,
        { Total: var total } when total > exported => LogExportReconciliation.ServiceHasMore,
        _ => LogExportReconciliation.ServiceHasFewer,
    };
}
