using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Logs.Storage;

/// <summary>
/// Removes log data whose time is up. What has expired is hidden at once by everybody who reads; this frees the room, with a day
/// to spare, since the time of a log may be ahead of its arrival.
/// </summary>
internal sealed class RetentionSweeper(LogServices logs) : IAsyncDisposable
{
    private const long SpareSeconds = 86400;
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        _loop = LoopAsync();
    }

    /// <summary>Removes what can be removed now.</summary>
    /// <returns>Log groups removed.</returns>
    public int Sweep()
    {
        int removed = 0;
        foreach (LogstoreRecord logstore in logs.Services.Logstores.ListAll())
        {
            long oldest = logs.OldestKept(logstore) - SpareSeconds;
            if (oldest > 0)
            {
                removed += logs.Changes.Remove(logstore.Id, session => Sweep(session, logstore.Id, oldest));
            }
        }
        return removed;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static (int Groups, int Segments) Sweep(DatabaseSession session, long logstoreId, long oldest)
    {
        long firstKept = session.Scalar<long?>("SELECT min(id) FROM log_group WHERE logstore_id = $1 AND receive_time >= $2", logstoreId, oldest) ?? long.MaxValue;
        // a stored segment goes as a whole: while one of its groups is kept, all are
        long boundary = session.Scalar<long>("SELECT count(*) FROM segment WHERE logstore_id = $1 AND last_group_id >= $2", logstoreId, firstKept) > 0
            ? session.Scalar<long?>("SELECT max(last_group_id) FROM segment WHERE logstore_id = $1 AND last_group_id < $2", logstoreId, firstKept) ?? 0
            : firstKept - 1;
        int segments = session.Execute("DELETE FROM segment WHERE logstore_id = $1 AND last_group_id <= $2", logstoreId, boundary);
        // the newest group of each shard stays, so that positions go on from it
        int groups = session.Execute(
            "DELETE FROM log_group WHERE logstore_id = $1 AND id <= $2 AND id NOT IN (SELECT max(id) FROM log_group WHERE logstore_id = $1 GROUP BY shard_id)",
            logstoreId, boundary);
        return (groups, segments);
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_interval, _stop.Token).ConfigureAwait(false);
                Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // the emulator ends
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // no room or no database: what has expired stays hidden
        }
    }
}
