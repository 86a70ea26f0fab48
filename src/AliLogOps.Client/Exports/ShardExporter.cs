namespace AliLogOps.Client;

/// <summary>
/// Exports one shard: pulls ahead by one page, turns pages into lines, writes a chunk of lines while the next one is made, and notes from
/// where to go on.
/// </summary>
internal sealed class ShardExporter
{
    private readonly LogServiceClient _service;
    private readonly LogExportOptions _options;
    private readonly ExportPlan _plan;
    private readonly ExportShard _shard;
    private readonly ExportFolder _folder;
    private readonly LogExportProgress _progress;
    private readonly LogLineWriter _lines;
    private readonly PageTranscoder _transcoder;
    private readonly PullSize _pageSize = new();
    private ByteBuffer _chunk;
    private ByteBuffer _spare;
    private Task _writing = Task.CompletedTask;
    private ExportCheckpoint _state;
    private long _lastSaved;

    public ShardExporter(LogServiceClient service, LogExportOptions options, ExportPlan plan, ExportShard shard, ExportFolder folder, LogExportProgress progress)
    {
        _service = service;
        _options = options;
        _plan = plan;
        _shard = shard;
        _folder = folder;
        _progress = progress;
        _lines = LogLineWriter.Create(plan.Format, plan.Fields);
        _transcoder = new PageTranscoder(_lines);
        _chunk = new ByteBuffer(plan.ChunkBytes + (plan.ChunkBytes / 4));
        _spare = new ByteBuffer(plan.ChunkBytes + (plan.ChunkBytes / 4));
        _state = StateFile.Read<ExportCheckpoint>(folder.CheckpointPath(shard.ShardId)) ?? new ExportCheckpoint { Cursor = shard.Begin };
    }

    /// <summary>Fields of the shard's logs without a column of their own.</summary>
    public long ExtraFields => _state.ExtraFields;

    public async Task<LogExportFile> RunAsync(CancellationToken cancellationToken)
    {
        _progress.Add(_state.Logs, _state.RawBytes);
        _lines.ExtraFields = _state.ExtraFields;
        _transcoder.FirstTime = _state.FirstTime;
        _transcoder.LastTime = _state.LastTime;
        _lastSaved = _options.TimeProvider.GetTimestamp();
        string name = ExportFolder.FileName(_plan, _shard.ShardId);
        ExportFile file = await ExportFile.OpenAsync(_folder.Combine(name), _plan.Compress, _state.Bytes, _state.Sha256, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            if (!_state.IsDone)
            {
                await ExportAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }

        _progress.FinishShard();
        return new LogExportFile
        {
            FileName = name,
            ShardId = _shard.ShardId,
            Logs = _state.Logs,
            Bytes = _state.Bytes,
            RawBytes = _state.RawBytes,
            Sha256 = _state.Sha256,
            FirstTime = _state.FirstTime is { } first ? WireTime.FromSeconds(first) : null,
            LastTime = _state.LastTime is { } last ? WireTime.FromSeconds(last) : null,
        };
    }

    private async Task ExportAsync(ExportFile file, CancellationToken cancellationToken)
    {
        if (_state.Bytes == 0)
        {
            _chunk.Write(_lines.Header.Span);
        }

        long waiting = 0;
        long skip = _state.Skip;
        string cursor = _state.Cursor;
        using CancellationTokenSource ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ServiceResponse>? next = null;
        try
        {
            while (!string.Equals(cursor, _shard.End, StringComparison.Ordinal))
            {
                using ServiceResponse page = await (next ?? PullAsync(cursor, ahead.Token)).ConfigureAwait(false);
                next = null;
                string following = PullAnswer.ReadCursor(page);
                bool isLast = string.Equals(following, cursor, StringComparison.Ordinal) || string.Equals(following, _shard.End, StringComparison.Ordinal);
                _pageSize.Fit(page.Body.Length);
                if (!isLast)
                {
                    // on its way while this page is worked on
                    next = PullAsync(following, ahead.Token);
                }

                BeginPage(page);
                skip = _transcoder.Skip(skip);
                while (Fill(page, ref waiting))
                {
                    await HandOverAsync(file, cursor, waiting, isDone: false, cancellationToken).ConfigureAwait(false);
                    waiting = 0;
                }

                if (isLast)
                {
                    break;
                }

                cursor = following;
            }
        }
        finally
        {
            await ahead.CancelAsync().ConfigureAwait(false);
            await DropAsync(next).ConfigureAwait(false);
            // the file must not be closed under it; its failure is the one that ended the loop
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await HandOverAsync(file, _shard.End, waiting, isDone: true, cancellationToken).ConfigureAwait(false);
    }

    private Task<ServiceResponse> PullAsync(string cursor, CancellationToken cancellationToken) =>
        _service.PullRawAsync(_plan.ProjectName, _plan.LogstoreName, _shard.ShardId, cursor, _pageSize.Groups, _shard.End, cancellationToken);

    private void BeginPage(ServiceResponse page)
    {
        int groups;
        try
        {
            groups = _transcoder.Begin(page.Body);
        }
        catch (InvalidDataException fault)
        {
            throw PullAnswer.Unreadable(page, fault);
        }

        PullAnswer.CheckCount(page, groups);
    }

    private bool Fill(ServiceResponse page, ref long waiting)
    {
        try
        {
            return _transcoder.Fill(_chunk, _plan.ChunkBytes, ref waiting);
        }
        catch (InvalidDataException fault)
        {
            throw PullAnswer.Unreadable(page, fault);
        }
    }

    private async Task HandOverAsync(ExportFile file, string cursor, long logs, bool isDone, CancellationToken cancellationToken)
    {
        await _writing.ConfigureAwait(false);
        ByteBuffer full = _chunk;
        _chunk = _spare;
        _spare = full;
        ExportCheckpoint state = _state with
        {
            Cursor = cursor,
            Skip = isDone ? 0 : _transcoder.Done,
            RawBytes = _state.RawBytes + full.Length,
            Logs = _state.Logs + logs,
            ExtraFields = _lines.ExtraFields,
            FirstTime = _transcoder.FirstTime,
            LastTime = _transcoder.LastTime,
            IsDone = isDone,
        };
        _writing = Task.Run(() => WriteAsync(file, full, state, logs, cancellationToken), CancellationToken.None);
        if (isDone)
        {
            await _writing.ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ExportFile file, ByteBuffer chunk, ExportCheckpoint state, long logs, CancellationToken cancellationToken)
    {
        // an empty last chunk is written only when nothing was before it: an empty gzip file has a frame too
        if (chunk.Length > 0 || (state.IsDone && file.Bytes == 0))
        {
            await file.WriteAsync(chunk.Written, cancellationToken).ConfigureAwait(false);
        }

        _state = state with { Bytes = file.Bytes };
        _progress.Add(logs, chunk.Length);
        chunk.Clear();
        if (state.IsDone || _options.TimeProvider.GetElapsedTime(_lastSaved) >= _options.CheckpointInterval)
        {
            file.Flush();
            _state = _state with { Sha256 = file.Sha256() };
            StateFile.Write(_folder.CheckpointPath(_shard.ShardId), _state);
            _lastSaved = _options.TimeProvider.GetTimestamp();
        }
    }

    private static async Task DropAsync(Task<ServiceResponse>? page)
    {
        if (page is null)
        {
            return;
        }

        try
        {
            (await page.ConfigureAwait(false)).Dispose();
        }
        catch (Exception fault) when (fault is LogServiceException or OperationCanceledException)
        {
            // the reason why the page is no longer wanted is told already
        }
    }
}
