using AliLogOps.Client;
using AliLogOps.Setup.Queries;

namespace AliLogOps.Setup.Checklist;

/// <summary>Searches for checks: newest first, and not judged while the service calls its answer incomplete.</summary>
internal static class LogLook
{
    private const int Attempts = 6;
    private const int PageSize = 100;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The newest logs that a query finds.</summary>
    /// <exception cref="LogServiceException">The search failed, or the service called the answer incomplete every time.</exception>
    public static Task<LogPage> NewestAsync(CheckContext context, string logstore, string query, TimeSpan last, int count, CancellationToken token) =>
        PageAsync(context, logstore, query, last, 0, count, token);

    /// <summary>The newest logs that a query finds, behind those that are skipped.</summary>
    /// <exception cref="LogServiceException">The search failed, or the service called the answer incomplete every time.</exception>
    public static Task<LogPage> PageAsync(CheckContext context, string logstore, string query, TimeSpan last, long offset, int count, CancellationToken token)
    {
        var to = EndOf(context);
        var request = new LogQuery { ProjectName = context.ProjectName, LogstoreName = logstore, Query = query, From = to - last, To = to, Line = count, Offset = offset, Reverse = true };
        return CompleteAsync(context, query, inner => context.Log.GetLogsAsync(request, inner), page => page.IsComplete, token);
    }

    /// <summary>How many logs a query finds.</summary>
    /// <exception cref="LogServiceException">The search failed, or the service called the answer incomplete every time.</exception>
    public static async Task<long> CountAsync(CheckContext context, string logstore, string query, TimeSpan last, CancellationToken token)
    {
        var to = EndOf(context);
        if (LogQueryText.HasScript(query))
        {
            return await CountRowsAsync(context, logstore, query, to - last, to, token).ConfigureAwait(false);
        }

        var histogram = await CompleteAsync(
            context,
            query,
            inner => context.Log.GetHistogramAsync(context.ProjectName, logstore, to - last, to, query, cancellationToken: inner),
            answer => answer.IsComplete,
            token).ConfigureAwait(false);
        return histogram.Total;
    }

    // a histogram counts what the search before the bar finds, not what a script leaves of it
    private static async Task<long> CountRowsAsync(CheckContext context, string logstore, string query, DateTimeOffset from, DateTimeOffset to, CancellationToken token)
    {
        var request = new LogQuery { ProjectName = context.ProjectName, LogstoreName = logstore, Query = query, From = from, To = to, Line = PageSize };
        while (true)
        {
            var page = await CompleteAsync(context, query, inner => context.Log.GetLogsAsync(request, inner), answer => answer.IsComplete, token).ConfigureAwait(false);
            if (page.Logs.Count == 0)
            {
                return request.Offset;
            }

            request = request with { Offset = request.Offset + page.Logs.Count };
        }
    }

    // the end of the second after this one: what was written just now, by a clock that is a little ahead, is inside
    private static DateTimeOffset EndOf(CheckContext context) => DateTimeOffset.FromUnixTimeSeconds(context.ServiceNow.ToUnixTimeSeconds() + 2);

    private static async Task<T> CompleteAsync<T>(CheckContext context, string query, Func<CancellationToken, Task<T>> ask, Func<T, bool> isComplete, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await ask(token).ConfigureAwait(false);
            if (isComplete(answer))
            {
                return answer;
            }

            if (attempt == Attempts)
            {
                throw new LogServiceException($"The service called the answer to '{query}' incomplete {Attempts} times.")
                {
                    Kind = ErrorKind.Unavailable,
                    Remedy = "Run the check again when the service is less busy, or look at a shorter time.",
                };
            }

            await Task.Delay(s_pause * attempt, context.Time, token).ConfigureAwait(false);
        }
    }
}
