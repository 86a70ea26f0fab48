namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>
/// Cuts the bytes of one connection into lines. Lines end with LF; a line that begins with a byte count, as rsyslog sends it for
/// a target <c>@@(o)host:port</c>, is taken by its count.
/// </summary>
/// <remarks>
/// The count is recognised by what follows it: digits, one blank, a known version, one blank. It is no count after all if a LF
/// inside its length is followed by a known version: then it is the text of somebody's message, and must not swallow the lines
/// behind it. Whether the real agent understands counted lines is «unconfirmed». A version word of digits only, known to the
/// agent, is a version and no count.
/// </remarks>
internal sealed class StreamLogFramer(StreamLogFormatTable formats)
{
    /// <summary>The longest line of the stream input, in bytes without its LF (10 MiB, as compiled into the agent).</summary>
    public const int MaxLineLength = 10 * 1024 * 1024;

    /// <summary>A count of more digits is longer than any line.</summary>
    private const int MaxCountDigits = 8;

    // How much of the unfinished line was searched for LF already: a long line that comes in small pieces is searched once.
    private int _searched;

    /// <summary>Looks for the next line at the start of <paramref name="buffer"/>.</summary>
    /// <param name="buffer">The bytes that have arrived and were not consumed; the unfinished rest is given again, with more behind it.</param>
    /// <param name="line">The line without its LF.</param>
    /// <param name="consumed">How many bytes of the buffer the line takes, count and LF included.</param>
    public StreamLogFrame TryRead(ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> line, out int consumed)
    {
        line = default;
        consumed = 0;
        switch (ReadCount(buffer, out int headLength, out int count))
        {
            case CountKind.Undecided:
                return StreamLogFrame.NeedMore;
            case CountKind.Counted when HoldsNextLine(buffer[..Math.Min(buffer.Length, headLength + count)], headLength):
                _searched = 0;
                return ReadToLineFeed(buffer, out line, out consumed);
            case CountKind.Counted when buffer.Length - headLength < count:
                return StreamLogFrame.NeedMore;
            case CountKind.Counted:
                consumed = headLength + count;
                line = buffer[headLength..consumed];
                if (line.EndsWith("\n"u8))
                {
                    line = line[..^1];
                }

                _searched = 0;
                return StreamLogFrame.Line;
            default:
                return ReadToLineFeed(buffer, out line, out consumed);
        }
    }

    private StreamLogFrame ReadToLineFeed(ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> line, out int consumed)
    {
        line = default;
        consumed = 0;
        int found = buffer[_searched..].IndexOf((byte)'\n');
        int length = found < 0 ? buffer.Length : _searched + found;
        if (length > MaxLineLength)
        {
            return StreamLogFrame.TooLong;
        }

        if (found < 0)
        {
            _searched = buffer.Length;
            return StreamLogFrame.NeedMore;
        }

        line = buffer[..length];
        consumed = length + 1;
        _searched = 0;
        return StreamLogFrame.Line;
    }

    /// <summary>Whether a LF in the counted bytes begins a line.</summary>
    private bool HoldsNextLine(ReadOnlySpan<byte> counted, int headLength)
    {
        _searched = Math.Max(_searched, headLength);
        while (counted[_searched..].IndexOf((byte)'\n') is var found and >= 0)
        {
            ReadOnlySpan<byte> next = counted[(_searched + found + 1)..];
            int end = next.IndexOfAny((byte)' ', (byte)'\n');
            if (end < 0 && (next.IsEmpty || formats.AnyStartsWith(next)))
            {
                // Looked at again when more has come.
                _searched += found;
                return false;
            }

            if (end >= 0 && next[end] == (byte)' ' && formats.Find(next[..end]) is not null)
            {
                return true;
            }

            _searched += found + 1;
        }

        _searched = counted.Length;
        return false;
    }

    private CountKind ReadCount(ReadOnlySpan<byte> buffer, out int headLength, out int count)
    {
        headLength = 0;
        count = 0;
        int digits = 0;
        while (digits < buffer.Length && char.IsAsciiDigit((char)buffer[digits]))
        {
            // A count has no leading zero (RFC 6587).
            if (digits == MaxCountDigits || (digits == 0 && buffer[0] == (byte)'0'))
            {
                return CountKind.None;
            }

            count = (count * 10) + (buffer[digits] - '0');
            digits++;
        }

        if (digits == buffer.Length)
        {
            return CountKind.Undecided;
        }

        if (digits == 0 || count > MaxLineLength || buffer[digits] != (byte)' ' || formats.Find(buffer[..digits]) is not null)
        {
            return CountKind.None;
        }

        headLength = digits + 1;
        ReadOnlySpan<byte> next = buffer[headLength..];
        int blank = next.IndexOfAny((byte)' ', (byte)'\n');
        if (blank < 0)
        {
            return formats.AnyStartsWith(next) ? CountKind.Undecided : CountKind.None;
        }

        return next[blank] == (byte)' ' && formats.Find(next[..blank]) is not null ? CountKind.Counted : CountKind.None;
    }

    private enum CountKind
    {
        None,
        Undecided,
        Counted,
    }
}
