using System.Globalization;
using System.Text.RegularExpressions;
using AliLogOps.Client;

namespace AliLogOps.Logs;

/// <summary>
/// Looks again and again for logs until enough are there. Each look counts first, which is one cheap request; the logs themselves are
/// read only when their number changed, and then all of them, as late ones lie anywhere in the range.
/// </summary>
internal sealed class LogWait(LogServiceClient service, LogQuery query, Regex? pattern, Regex? failPattern, long wanted, TimeProvider time)
{
    /// <summary>Hosts' clocks may be ahead: the service takes logs up to this much.</summary>
    private static readonly TimeSpan s_lead = TimeSpan.FromMinutes(15);

    /// <summary>A new index takes up to a minute to work (Log Service API: CreateIndex).</summary>
    private static readonly TimeSpan s_indexDelay = TimeSpan.FromSeconds(75);

    /// <summary>What a look may take that begins when time is nearly over.</summary>
    private static readonly TimeSpan s_shortestLook = TimeSpan.FromSeconds(5);

    /// <summary>Timers count no further than seven weeks.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromDays(1);

    private readonly long _begun = time.GetTimestamp();
    private long _counted = -1;
    private bool _hasLooked;

    /// <summary>How many logs are waited for.</summary>
    public long Wanted => wanted;

    /// <summary>What a log must match to count.</summary>
    public Regex? Pattern => pattern;

    /// <summary>Time since the wait began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_begun);

    /// <summary>Logs that count so far.</summary>
    public long Count { get; private set; }

    /// <summary>Those logs, where patterns made it necessary to read them or <see cref="KeepLogs"/> asks for them.</summary>
    public IReadOnlyList<LogRecord> Logs { get; private set; } = [];

    public bool KeepLogs { get; init; }

    /// <summary>The log that matched the pattern of failure.</summary>
    public LogRecord? Failure { get; private set; }

    public bool IsMet => Count >= wanted && Failure is null;

    /// <summary>Looks until enough are there, the wrong one is, or time is over. An outage that passes in time is waited through.</summary>
    /// <exception cref="LogServiceException">The service refused, or not one look was answered in time.</exception>
    public async Task RunAsync(TimeSpan timeout, TimeSpan interval, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var limit = new CancellationTokenSource(Clamp(timeout - Elapsed), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                await LookAsync(either.Token).ConfigureAwait(false);
                _hasLooked = true;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // a service that takes a request and stays silent must not hold the gate beyond its time
                if (!_hasLooked)
                {
                    throw NeverAnswered(timeout);
                }
            }
            catch (LogServiceException problem) when (Elapsed < timeout && MayPass(problem))
            {
                // looked at again until the time is over
            }

            var left = timeout - Elapsed;
            if (IsMet || Failure is not null || left <= TimeSpan.Zero)
            {
                return;
            }

            var pause = left < interval ? left : interval;
            await Task.Delay(pause < s_longestPause ? pause : s_longestPause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TimeSpan Clamp(TimeSpan left) => left < s_shortestLook ? s_shortestLook : left < s_longestPause ? left : s_longestPause;

    private LogServiceException NeverAnswered(TimeSpan timeout) => new(string.Create(CultureInfo.InvariantCulture, $"The service did not say within {timeout.TotalSeconds:0} s how many logs {query.ProjectName}/{query.LogstoreName} has."))
    {
        ErrorCode = "NoAnswerInTime",
        Kind = ErrorKind.Timeout,
        Remedy = "Look at the connection with Test-AliLogConnection, or give more time with -Timeout.",
    };

    private bool MayPass(LogServiceException problem) =>
        problem.Kind is ErrorKind.Unavailable or ErrorKind.Throttled or ErrorKind.Timeout or ErrorKind.Connection
        || (problem.MissingResource == MissingResource.Index && Elapsed < s_indexDelay);

    // one look; an incomplete answer leaves everything for the next one
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = query with { To = time.GetUtcNow() + s_lead };
        var counted = await service.GetHistogramAsync(now.ProjectName, now.LogstoreName, now.From, now.To, now.Query, now.Topic, cancellationToken).ConfigureAwait(false);
        if (counted.Total == _counted && counted.IsComplete)
        {
            return;
        }

        if (pattern is null && failPattern is null && !KeepLogs)
        {
            // an incomplete count is a lower bound
            Count = Math.Max(Count, counted.Total);
            _counted = counted.Total;
            return;
        }

        if (counted.Total > 0 && await ReadAsync(now, cancellationToken).ConfigureAwait(false) && counted.IsComplete)
        {
            _counted = counted.Total;
        }
    }

    // true when every page was complete
    private async Task<bool> ReadAsync(LogQuery range, CancellationToken cancellationToken)
    {
        var search = new LogSearch(range with { Reverse = false }, 0, ulong.MaxValue, service.GetLogsAsync, time);
        var found = new List<LogRecord>();
        var count = 0L;
        while (await search.NextAsync(cancellationToken).ConfigureAwait(false) is { } page)
        {
            foreach (var log in page.Logs)
            {
                if (failPattern is not null && IsMatch(failPattern, log))
                {
                    Failure = log;
                    return true;
                }

                if (pattern is null || IsMatch(pattern, log))
                {
                    count++;
                    if (KeepLogs)
                    {
                        found.Add(log);
                    }
                }
            }
        }

        Count = Math.Max(Count, count);
        Logs = found;
        return search.Gap is null;
    }

    private bool IsMatch(Regex regex, LogRecord log)
    {
        try
        {
            return log.Fields.Any(field => regex.IsMatch(field.Value));
        }
        catch (RegexMatchTimeoutException problem)
        {
            throw new ArgumentException($"The pattern '{regex}' takes too long on a log of {query.ProjectName}/{query.LogstoreName}. Write it without nested repeats.", problem);
        }
    }
}
