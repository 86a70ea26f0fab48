namespace AliLogOps.Client;

/// <summary>How far an export is. Thread-safe.</summary>
public sealed class LogExportProgress
{
    private long _logs;
    private long _rawBytes;
    private int _finishedShards;
    private int _shards;

    /// <summary>Logs written so far, those of an earlier run included.</summary>
    public long Logs => Interlocked.Read(ref _logs);

    /// <summary>Bytes written so far, before compression.</summary>
    public long RawBytes => Interlocked.Read(ref _rawBytes);

    /// <summary>Shards that are done.</summary>
    public int FinishedShards => Volatile.Read(ref _finishedShards);

    /// <summary>Shards in all; 0 until it is known.</summary>
    public int Shards => Volatile.Read(ref _shards);

    internal void Begin(int shards) => Volatile.Write(ref _shards, shards);

    internal void Add(long logs, long rawBytes)
    {
        Interlocked.Add(ref _logs, logs);
        Interlocked.Add(ref _rawBytes, rawBytes);
    }

    internal void FinishShard() => Interlocked.Increment(ref _finishedShards);
}
