namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>
/// The formats one agent knows: the built-in one, then those of the start parameter <c>streamlog_formats</c>.
/// </summary>
/// <remarks>
/// Versions that begin with <c>0.</c> or <c>1.</c> belong to built-in formats; an entry for one of them changes nothing and is
/// reported in <see cref="Warnings"/>. The fields of the built-in version 1.1 are «unconfirmed», so its lines count as unknown.
/// </remarks>
internal sealed class StreamLogFormatTable
{
    private static readonly StreamLogFormat s_builtIn =
        new("0.1", ["hostname", "pri-text", "protocol-version", "app-name", "procid", "msgid"]);

    private readonly StreamLogFormat[] _formats;

    private StreamLogFormatTable(StreamLogFormat[] formats, IReadOnlyList<string> warnings)
    {
        _formats = formats;
        Warnings = warnings;
    }

    /// <summary>The table of an agent without formats of its own.</summary>
    public static StreamLogFormatTable BuiltIn { get; } = new([s_builtIn], []);

    /// <summary>What the agent would write to its run log while loading the formats.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>All formats, built-in first.</summary>
    public IReadOnlyList<StreamLogFormat> Formats => _formats;

    /// <summary>Builds the table from user formats.</summary>
    /// <exception cref="ArgumentException">A format has an unusable version or field name; the text names it, the rule and the remedy.</exception>
    public static StreamLogFormatTable Create(IEnumerable<StreamLogFormat> userFormats)
    {
        List<StreamLogFormat> formats = [s_builtIn];
        List<string> warnings = [];
        HashSet<string> seen = [];
        foreach (StreamLogFormat format in userFormats)
        {
            StreamLogFormatRules.Check(format);
            if (!seen.Add(format.Version))
            {
                throw new ArgumentException(
                    $"The stream log version '{format.Version}' is given twice; give each version one list of fields.");
            }

            if (StreamLogFormatRules.IsReserved(format.Version))
            {
                warnings.Add(
                    $"The stream log version '{format.Version}' is reserved for built-in formats, so its entry has no effect; use a version from 2. on.");
                continue;
            }

            formats.Add(format);
        }

        return new StreamLogFormatTable([.. formats], warnings);
    }

    /// <summary>The format of that version, or null.</summary>
    public StreamLogFormat? Find(ReadOnlySpan<byte> version)
    {
        foreach (StreamLogFormat format in _formats)
        {
            if (format.VersionUtf8.SequenceEqual(version))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Whether a known version begins with these bytes: more of the stream is needed before it can be ruled out.</summary>
    public bool AnyStartsWith(ReadOnlySpan<byte> start)
    {
        foreach (StreamLogFormat format in _formats)
        {
            if (format.VersionUtf8.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }
}
