using System.Threading.Channels;

namespace AliLogOps.Client;

/// <summary>Follows one shard.</summary>
internal sealed class ShardTail(LogServiceClient service, LogTailOptions options, string projectName, string logstoreName, int shardId, CursorPosition from, ChannelWriter<LogTailEvent> events)
{
    private const int MostGroups = 1000;
    // timers count no further than seven weeks
    private static readonly TimeSpan s_longestPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_lagInterval = TimeSpan.FromSeconds(5);

    private readonly TailPatience _patience = new(options, events, new LogTailEvent { Kind = LogTailEventKind.Interrupted, ProjectName = projectName, LogstoreName = logstoreName, ShardId = shardId });
    private long? _lagMeasured;
    private bool _caughtUp;
    private bool _beganAnew;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure)
        {
            await events.WriteAsync(_patience.About(LogTailEventKind.Failed) with { Failure = failure }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        string cursor = await CursorAsync(from, cancellationToken).ConfigureAwait(false);
        string? end = null;
        while (!string.Equals(cursor, end, StringComparison.Ordinal))
        {
            TimeSpan? left = options.Until - options.TimeProvider.GetUtcNow();
            if (end is null && left <= TimeSpan.Zero)
            {
                // what arrives from now on is after the end, however busy the shard is
                end = await CursorAsync(CursorPosition.End, cancellationToken).ConfigureAwait(false);
                continue;
            }

            PullResult? pulled = await PullAsync(cursor, end, cancellationToken).ConfigureAwait(false);
            if (pulled is null)
            {
                cursor = await CursorAsync(CursorPosition.Begin, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (pulled.Groups.Count > 0)
            {
                TimeSpan? lag = await MeasureLagAsync(pulled.NextCursor, cancellationToken).ConfigureAwait(false);
                await events.WriteAsync(_patience.About(LogTailEventKind.Logs) with { Groups = pulled.Groups, Lag = lag }, cancellationToken).ConfigureAwait(false);
                _caughtUp = false;
            }

            cursor = pulled.NextCursor;
            if (!pulled.IsEnd)
            {
                continue;
            }

            if (end is not null)
            {
                return;
            }

            await RestAsync(left, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RestAsync(TimeSpan? left, CancellationToken cancellationToken)
    {
        if (!_caughtUp)
        {
            _caughtUp = true;
            await events.WriteAsync(_patience.About(LogTailEventKind.CaughtUp) with { Lag = TimeSpan.Zero }, cancellationToken).ConfigureAwait(false);
        }

        TimeSpan pause = options.PollInterval < s_longestPause ? options.PollInterval : s_longestPause;
        await Task.Delay(left is { } rest && rest < pause ? rest : pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private Task<string> CursorAsync(CursorPosition position, CancellationToken cancellationToken) =>
        _patience.TryAsync(token => service.GetCursorAsync(projectName, logstoreName, shardId, position, token), cancellationToken);

    // null when the cursor points to what is no longer kept
    private async Task<PullResult?> PullAsync(string cursor, string? end, CancellationToken cancellationToken)
    {
        try
        {
            PullResult pulled = await _patience.TryAsync(token => service.PullLogsAsync(projectName, logstoreName, shardId, cursor, MostGroups, end, token), cancellationToken).ConfigureAwait(false);
            _beganAnew = false;
            return pulled;
        }
        catch (LogServiceException failure) when (failure.ErrorCode is "InvalidCursor" && !_beganAnew)
        {
            // a begin that is refused as well would be asked for again and again
            _beganAnew = true;
            await events.WriteAsync(_patience.About(LogTailEventKind.Gap) with { Failure = failure }, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<TimeSpan?> MeasureLagAsync(string cursor, CancellationToken cancellationToken)
    {
        TimeProvider time = options.TimeProvider;
        if (_lagMeasured is { } before && time.GetElapsedTime(before) < s_lagInterval)
        {
            return null;
        }

        _lagMeasured = time.GetTimestamp();
        try
        {
            DateTimeOffset reached = await service.GetCursorTimeAsync(projectName, logstoreName, shardId, cursor, cancellationToken).ConfigureAwait(false);
            TimeSpan lag = time.GetUtcNow() + (service.ClockOffset ?? TimeSpan.Zero) - reached;
            return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
        }
        catch (LogServiceException)
        {
            // a figure for the eye only: reading goes on without it
            return null;
        }
    }
}
