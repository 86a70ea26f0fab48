using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using AliLogOps.Client;

namespace AliLogOps.Setup.Connections;

/// <summary>Whether a connection works: is the service there, who asks, does the clock agree, and what may be done. Nothing is changed.</summary>
public sealed class ConnectionChecks
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(15);

    private readonly LogServiceClient _service;
    private readonly StsClient _sts;
    private readonly string? _projectName;
    private readonly string? _logstoreName;

    /// <summary>Makes them; nothing is sent.</summary>
    /// <param name="service">The service.</param>
    /// <param name="sts">Who tells whose key it is.</param>
    /// <param name="projectName">A project to probe permissions in; null probes the account only.</param>
    /// <param name="logstoreName">A logstore of it to probe reading; null for none.</param>
    public ConnectionChecks(LogServiceClient service, StsClient sts, string? projectName = null, string? logstoreName = null)
    {
        _service = service;
        _sts = sts;
        _projectName = projectName;
        _logstoreName = logstoreName;
    }

    /// <summary>Makes the checks one after the other; those that cannot be made after a failure are skipped.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async IAsyncEnumerable<CheckResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (CheckResult reachable, LogServiceException? refusal) = await ReachAsync(cancellationToken).ConfigureAwait(false);
        yield return reachable;
        yield return Clock();
        yield return await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        foreach (PermissionProbe probe in Probes())
        {
            yield return reachable.Status == CheckStatus.Fail
                ? new CheckResult { Id = probe.Id, Check = probe.Check, Status = CheckStatus.Skipped, Evidence = "The service was not reached.", StartTime = DateTimeOffset.UtcNow }
                : await ProbeAsync(probe, probe.Id == PermissionProbe.ListProjectsId ? refusal : null, cancellationToken).ConfigureAwait(false);
        }
    }

    // any answer of the service, a refusal too, says that it is there
    private async Task<(CheckResult Result, LogServiceException? Refusal)> ReachAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset time = DateTimeOffset.UtcNow;
        long start = Stopwatch.GetTimestamp();
        LogServiceException? refusal = null;
        try
        {
            await FirstAsync(_service.ListProjectsAsync(cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
        catch (LogServiceException failure)
        {
            refusal = failure;
        }

        bool answered = refusal is null or { HttpStatus: not null, Kind: not ErrorKind.Protocol };
        return (new CheckResult
        {
            Id = "connection.reachable",
            Check = "The service answers",
            Status = answered ? CheckStatus.Pass : CheckStatus.Fail,
            Evidence = answered ? string.Create(CultureInfo.InvariantCulture, $"{_service.Endpoint.Host} answered in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms.") : refusal!.Message,
            Cause = answered ? string.Empty : refusal!.ErrorCode,
            Remedy = answered ? string.Empty : refusal!.Remedy,
            StartTime = time,
            Duration = Stopwatch.GetElapsedTime(start),
        }, refusal);
    }

    private CheckResult Clock()
    {
        CheckResult result = new() { Id = "connection.clock", Check = "The clock agrees with the service's", Status = CheckStatus.Skipped, Evidence = "The service did not tell its time.", StartTime = DateTimeOffset.UtcNow };
        if (_service.ClockOffset is not { } offset)
        {
            return result;
        }

        TimeSpan off = offset.Duration();
        CheckStatus status = off >= s_limit ? CheckStatus.Fail : off > s_tolerance ? CheckStatus.Warning : CheckStatus.Pass;
        string evidence = string.Create(CultureInfo.InvariantCulture, $"This machine is {off.TotalSeconds:0.0} s {(offset > TimeSpan.Zero ? "behind" : "ahead")}.");
        return status == CheckStatus.Pass
            ? result with { Status = status, Evidence = evidence }
            : result with { Status = status, Evidence = evidence, Cause = "Requests are refused from 15 minutes on, and the times of logs are off by as much.", Remedy = "Set the clock, for example with chrony or systemd-timesyncd." };
    }

    private async Task<CheckResult> IdentifyAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset time = DateTimeOffset.UtcNow;
        long start = Stopwatch.GetTimestamp();
        CheckResult result = new() { Id = "connection.identity", Check = "The key is valid", Status = CheckStatus.Pass, StartTime = time };
        try
        {
            CallerIdentity caller = await _sts.GetCallerIdentityAsync(cancellationToken).ConfigureAwait(false);
            result = result with { Evidence = $"{caller.Arn} ({caller.IdentityType}, account {caller.AccountId})." };
        }
        catch (LogServiceException failure) when (failure.Kind is ErrorKind.NotSupported or ErrorKind.Connection or ErrorKind.Timeout or ErrorKind.Unavailable or ErrorKind.Protocol)
        {
            // the Log Service may be reached where STS is not, as from a VPC without internet
            result = result with { Status = CheckStatus.Skipped, Evidence = $"STS could not be asked: {failure.Message}" };
        }
        catch (LogServiceException failure)
        {
            result = result with { Status = CheckStatus.Fail, Evidence = failure.Message, Cause = failure.ErrorCode, Remedy = failure.Remedy };
        }

        return result with { Duration = Stopwatch.GetElapsedTime(start) };
    }

    private static async Task<CheckResult> ProbeAsync(PermissionProbe probe, LogServiceException? known, CancellationToken cancellationToken)
    {
        DateTimeOffset time = DateTimeOffset.UtcNow;
        long start = Stopwatch.GetTimestamp();
        CheckResult result = new() { Id = probe.Id, Check = probe.Check, Status = CheckStatus.Pass, StartTime = time };
        try
        {
            if (known is not null)
            {
                throw known;
            }

            await probe.TryAsync(cancellationToken).ConfigureAwait(false);
            result = result with { Evidence = $"{probe.Action} is allowed." };
        }
        catch (LogServiceException failure) when (failure.Kind == ErrorKind.PermissionDenied)
        {
            result = result with { Status = CheckStatus.Fail, Evidence = failure.Message, Cause = $"The key's user or role lacks {probe.Action}.", Remedy = $"Allow {probe.Action} in a RAM policy of the user or role." };
        }
        catch (LogServiceException failure) when (failure.MissingResource == MissingResource.Index)
        {
            result = result with { Status = CheckStatus.Warning, Evidence = failure.Message, Cause = "The logstore has no index.", Remedy = failure.Remedy };
        }
        catch (LogServiceException failure)
        {
            result = result with { Status = CheckStatus.Fail, Evidence = failure.Message, Cause = failure.ErrorCode, Remedy = failure.Remedy };
        }

        return result with { Duration = Stopwatch.GetElapsedTime(start) };
    }

    private IEnumerable<PermissionProbe> Probes()
    {
        yield return new(PermissionProbe.ListProjectsId, "Projects may be listed", "log:ListProject", token => FirstAsync(_service.ListProjectsAsync(cancellationToken: token)));
        if (_projectName is not { } project)
        {
            yield break;
        }

        yield return new("connection.project", "The project may be read", "log:GetProject", token => _service.GetProjectAsync(project, token));
        yield return new("connection.logstores", "Logstores may be listed", "log:ListLogStores", token => FirstAsync(_service.ListLogstoreNamesAsync(project, cancellationToken: token)));
        yield return new("connection.machine-groups", "Machine groups may be listed", "log:ListMachineGroup", token => FirstAsync(_service.ListMachineGroupNamesAsync(project, cancellationToken: token)));
        yield return new("connection.configs", "Logtail configs may be listed", "log:ListConfig", token => FirstAsync(_service.ListLogtailConfigNamesAsync(project, cancellationToken: token)));
        if (_logstoreName is not { } logstore)
        {
            yield break;
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        yield return new("connection.index", "The index may be read", "log:GetIndex", token => _service.GetIndexAsync(project, logstore, token));
        yield return new("connection.search", "Logs may be searched", "log:GetLogStoreLogs", token => _service.GetHistogramAsync(project, logstore, now.AddMinutes(-1), now, cancellationToken: token));
        yield return new("connection.read", "Logs may be read by shard", "log:GetCursorOrData", async token =>
        {
            IReadOnlyList<LogShard> shards = await _service.ListShardsAsync(project, logstore, token).ConfigureAwait(false);
            await _service.GetCursorAsync(project, logstore, shards.Count == 0 ? 0 : shards[0].ShardId, CursorPosition.End, token).ConfigureAwait(false);
        });
    }

    private static async Task FirstAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (T _ in items.ConfigureAwait(false))
        {
            return;
        }
    }
}

/// <summary>A request that shows whether something is allowed.</summary>
/// <param name="Id">Stable id of the check.</param>
/// <param name="Check">What must be true.</param>
/// <param name="Action">The RAM action it needs.</param>
/// <param name="TryAsync">Sends it.</param>
internal sealed record PermissionProbe(string Id, string Check, string Action, Func<CancellationToken, Task> TryAsync)
{
    public const string ListProjectsId = "connection.projects";
}
