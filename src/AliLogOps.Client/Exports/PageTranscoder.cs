namespace AliLogOps.Client;

/// <summary>
/// Turns a page of log groups into lines, as many at a time as a chunk takes. Knows after every log how many of the page's logs are
/// written, which is all that is needed to go on from there.
/// </summary>
internal sealed class PageTranscoder(LogLineWriter lines)
{
    private readonly GroupLayout _group = new();
    private readonly LogLayout _log = new();
    private readonly List<Slice> _groups = [];
    private ReadOnlyMemory<byte> _page;
    private int _nextGroup;
    private int _nextLog;

    /// <summary>Logs of the page that are written or passed over.</summary>
    public long Done { get; private set; }

    /// <summary>Time of the oldest log written.</summary>
    public uint? FirstTime { get; set; }

    /// <summary>Time of the newest log written.</summary>
    public uint? LastTime { get; set; }

    /// <summary>Begins a page; its memory must stay until it is done. Gives the number of groups.</summary>
    /// <exception cref="InvalidDataException">The bytes are no list of log groups.</exception>
    public int Begin(ReadOnlyMemory<byte> page)
    {
        _page = page;
        GroupLayout.Find(page.Span, _groups);
        _nextGroup = 0;
        _nextLog = 0;
        _group.Logs.Clear();
        Done = 0;
        return _groups.Count;
    }

    /// <summary>Passes over logs that are written already; gives how many of them the page did not hold.</summary>
    public long Skip(long count)
    {
        while (count > 0 && NextGroup())
        {
            int skipped = (int)Math.Min(count, _group.Logs.Count - _nextLog);
            _nextLog += skipped;
            Done += skipped;
            count -= skipped;
        }

        return count;
    }

    /// <summary>Writes logs until the output holds a chunk; false when the page is done before.</summary>
    /// <exception cref="InvalidDataException">A log cannot be read.</exception>
    public bool Fill(ByteBuffer output, int chunkBytes, ref long logs)
    {
        ReadOnlySpan<byte> page = _page.Span;
        while (NextGroup())
        {
            while (_nextLog < _group.Logs.Count)
            {
                if (output.Length >= chunkBytes)
                {
                    return true;
                }

                _log.Read(page, _group.Logs[_nextLog++]);
                lines.WriteLog(page, _log, output);
                logs++;
                Done++;
                FirstTime = FirstTime is { } first && first < _log.Time ? first : _log.Time;
                LastTime = LastTime is { } last && last > _log.Time ? last : _log.Time;
            }
        }

        return output.Length >= chunkBytes;
    }

    private bool NextGroup()
    {
        while (_nextLog >= _group.Logs.Count)
        {
            if (_nextGroup == _groups.Count)
            {
                return false;
            }

            _group.Read(_page.Span, _groups[_nextGroup++]);
            _nextLog = 0;
            lines.BeginGroup(_page.Span, _group);
        }

        return true;
    }
}
