using AliLogOps.Client;

namespace AliLogOps;

/// <summary>
/// What one pull from a shard gave, read log by log from the bytes that came (Log Service API: PullLogs). Dispose it when its logs are
/// read: it holds a buffer.
/// </summary>
public sealed class LogPull : IDisposable
{
    private static readonly LogGroup s_none = new();

    private readonly ServiceResponse _response;
    private readonly LogGroupReader _reader = new();
    private readonly GroupLayout _layout = new();
    private readonly List<Slice> _groups = [];
    private int _nextGroup;
    private int _nextLog;

    private LogPull(ServiceResponse response, string cursor)
    {
        _response = response;
        NextCursor = PullAnswer.ReadCursor(response);
        IsEnd = string.Equals(NextCursor, cursor, StringComparison.Ordinal);
        try
        {
            GroupLayout.Find(response.Body.Span, _groups);
        }
        catch (InvalidDataException fault)
        {
            throw PullAnswer.Unreadable(response, fault);
        }

        PullAnswer.CheckCount(response, _groups.Count);
    }

    /// <summary>Cursor of the next pull; equal to the cursor of this one when the end is reached.</summary>
    public string NextCursor { get; }

    /// <summary>Whether there was nothing after the cursor at that moment.</summary>
    public bool IsEnd { get; }

    /// <summary>Number of log groups.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>Size of the answer without compression, in bytes.</summary>
    public int Bytes => _response.Body.Length;

    /// <summary>What the present log has in common with its group: a group without its logs.</summary>
    public LogGroup Group { get; private set; } = s_none;

    /// <summary>The present log.</summary>
    public LogItem Log { get; private set; } = new();

    /// <summary>Goes on to the next log; false after the last one.</summary>
    /// <exception cref="LogServiceException">The answer cannot be read from here on.</exception>
    public bool Read()
    {
        ReadOnlySpan<byte> page = _response.Body.Span;
        try
        {
            while (_nextLog >= _layout.Logs.Count)
            {
                if (_nextGroup == _groups.Count)
                {
                    return false;
                }

                _layout.Read(page, _groups[_nextGroup++]);
                _nextLog = 0;
                Group = _reader.ReadHead(page, _layout);
            }

            Log = _reader.ReadLog(_layout.Logs[_nextLog++].Of(page));
            return true;
        }
        catch (InvalidDataException fault)
        {
            throw PullAnswer.Unreadable(_response, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _response.Dispose();

    internal static LogPull Open(ServiceResponse response, string cursor)
    {
        try
        {
            return new LogPull(response, cursor);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
