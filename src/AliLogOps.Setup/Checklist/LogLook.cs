using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>A search for a check: newest first, and not judged while the service calls its answer incomplete.</summary>
internal static class LogLook
{
    private const int Attempts = 6;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The newest logs that a query finds.</summary>
    /// <exception cref="LogServiceException">The search failed, or the service called the answer incomplete every time.</exception>
    public static async Task<LogPage> NewestAsync(CheckContext context, string logstore, string query, TimeSpan last, int count, CancellationToken token)
    {
        // the end of the second after this one: what was written just now, by a clock that is a little ahead, is inside
        var to = DateTimeOffset.FromUnixTimeSeconds(context.ServiceNow.ToUnixTimeSeconds() + 2);
        var request = new LogQuery { ProjectName = context.ProjectName, LogstoreName = logstore, Query = query, From = to - last, To = to, Line = count, Reverse = true };
        for (var attempt = 1; ; attempt++)
        {
            var page = await context.Log.GetLogsAsync(request, token).ConfigureAwait(false);
            if (page.IsComplete)
            {
                return page;
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
