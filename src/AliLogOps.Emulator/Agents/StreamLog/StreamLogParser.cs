using System.Buffers.Text;

namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>
/// Takes one line of the stream input apart:
/// <c>version SP tag SP unixtime SP ip (SP field)* SP msg</c>.
/// </summary>
/// <remarks>
/// Tokens are parted by single blanks. A run of blanks means empty tokens, not one gap: rsyslog leaves the ip empty for lines it
/// read from a file, and a property without value leaves its token empty. Whatever follows the blank after the last field is the
/// message, unchanged.
/// </remarks>
internal static class StreamLogParser
{
    /// <summary>Parses a line without its LF.</summary>
    /// <param name="text">The line.</param>
    /// <param name="formats">The formats the agent knows.</param>
    /// <param name="line">The parts; for another verdict than <see cref="StreamLogVerdict.Log"/> only the version is set.</param>
    public static StreamLogVerdict Parse(ReadOnlySpan<byte> text, StreamLogFormatTable formats, out StreamLogLine line)
    {
        line = default;
        ReadOnlySpan<byte> rest = text;
        if (!TryTake(ref rest, out ReadOnlySpan<byte> version))
        {
            return StreamLogVerdict.TooFewTokens;
        }

        line = new StreamLogLine { Version = version };
        StreamLogFormat? format = formats.Find(version);
        if (format is null)
        {
            return StreamLogVerdict.UnknownVersion;
        }

        if (!TryTake(ref rest, out ReadOnlySpan<byte> tag) || !TryTake(ref rest, out ReadOnlySpan<byte> time))
        {
            return StreamLogVerdict.TooFewTokens;
        }

        ReadOnlySpan<byte> afterTime = rest;
        ReadOnlySpan<byte> ip = default;
        int fieldStart = 0;
        int end = 0;
        for (int token = 0; token <= format.Fields.Count; token++)
        {
            // The last token may end with the line: such a log has an empty message.
            if (!TryTake(ref rest, out ReadOnlySpan<byte> taken))
            {
                if (token < format.Fields.Count)
                {
                    return StreamLogVerdict.TooFewTokens;
                }

                taken = rest;
                rest = default;
            }

            if (token == 0)
            {
                ip = taken;
                fieldStart = Math.Min(taken.Length + 1, afterTime.Length);
                end = fieldStart - 1;
            }
            else
            {
                end += taken.Length + 1;
            }
        }

        if (!TryParseTime(time, out uint seconds))
        {
            return StreamLogVerdict.BadTime;
        }

        line = new StreamLogLine
        {
            Version = version,
            Format = format,
            Tag = tag,
            Time = seconds,
            Ip = ip,
            FieldText = format.Fields.Count == 0 ? default : afterTime[fieldStart..end],
            Message = rest,
        };
        return StreamLogVerdict.Log;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> token)
    {
        int blank = rest.IndexOf((byte)' ');
        if (blank < 0)
        {
            token = default;
            return false;
        }

        token = rest[..blank];
        rest = rest[(blank + 1)..];
        return true;
    }

    private static bool TryParseTime(ReadOnlySpan<byte> token, out uint seconds)
    {
        seconds = 0;
        return token.Length > 0
            && char.IsAsciiDigit((char)token[0])
            && Utf8Parser.TryParse(token, out seconds, out int consumed)
            && consumed == token.Length;
    }
}
