namespace AliLogOps.Logs;

/// <summary>Collects logs into batches the service takes, one per topic, source and tags, and hands out those that are ready.</summary>
internal sealed class LogBatcher(TimeProvider clock)
{
    /// <summary>How long a log may wait for company while more logs keep coming.</summary>
    private static readonly TimeSpan s_maximumWait = TimeSpan.FromSeconds(2);

    private const int MaximumOpenBatches = 64;

    private readonly Dictionary<LogLabels, Batch> _open = [];
    private long _looked = clock.GetTimestamp();
    private readonly Queue<LogBatch> _ready = new();

    public void Add(LogDraft draft)
    {
        if (_open.TryGetValue(draft.Labels, out var batch) && batch.Bytes + draft.Bytes > LogRules.MaximumBatchBytes)
        {
            Close(draft.Labels, batch);
            batch = null;
        }

        if (batch is null)
        {
            if (_open.Count == MaximumOpenBatches)
            {
                CloseAll();
            }

            batch = new Batch(clock.GetTimestamp());
            _open.Add(draft.Labels, batch);
        }

        batch.Logs.Add(draft.Item);
        batch.Inputs.Add(draft.Input);
        batch.Bytes += draft.Bytes;
        if (batch.Logs.Count == LogRules.MaximumLogsPerBatch)
        {
            Close(draft.Labels, batch);
        }

        CloseOld();
    }

    /// <summary>Closes every batch that is still open.</summary>
    public void CloseAll()
    {
        foreach (var (labels, batch) in _open.ToArray())
        {
            Close(labels, batch);
        }
    }

    public bool TryTake(out LogBatch batch) => _ready.TryDequeue(out batch!);

    // also those that no log comes for any more, while others keep coming
    private void CloseOld()
    {
        if (clock.GetElapsedTime(_looked) <= s_maximumWait / 8)
        {
            return;
        }

        _looked = clock.GetTimestamp();
        foreach (var (labels, batch) in _open.Where(open => clock.GetElapsedTime(open.Value.Begun) > s_maximumWait).ToArray())
        {
            Close(labels, batch);
        }
    }

    private void Close(LogLabels labels, Batch batch)
    {
        _open.Remove(labels);
        _ready.Enqueue(new LogBatch(new LogGroup { Topic = labels.Topic, Source = labels.Source, Tags = labels.Tags, Logs = batch.Logs }, batch.Bytes, batch.Inputs));
    }

    private sealed class Batch(long begun)
    {
        public long Begun { get; } = begun;

        public List<LogItem> Logs { get; } = [];

        public List<object?> Inputs { get; } = [];

        public int Bytes { get; set; }
    }
}

/// <summary>Logs for one request, their size before compression, and what each was made from.</summary>
internal sealed record LogBatch(LogGroup Group, int Bytes, IReadOnlyList<object?> Inputs);
