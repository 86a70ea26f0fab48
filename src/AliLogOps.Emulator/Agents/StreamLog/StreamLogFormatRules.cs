namespace AliLogOps.Emulator.Agents.StreamLog;

/// <summary>What a user format may look like.</summary>
/// <remarks>
/// That the agent refuses duplicates, <c>msg</c> and reserved names is «unconfirmed»; the stand-in refuses them, because such a
/// log would hold one key twice or be rejected by the service.
/// </remarks>
internal static class StreamLogFormatRules
{
    /// <summary>The longest key the service takes, in bytes (Log Service limits).</summary>
    private const int MaxFieldNameLength = 128;

    private const int MaxVersionLength = 64;

    /// <summary>Whether the version belongs to the built-in formats.</summary>
    public static bool IsReserved(string version) =>
        version.StartsWith("0.", StringComparison.Ordinal) || version.StartsWith("1.", StringComparison.Ordinal);

    /// <summary>Throws <see cref="ArgumentException"/> if the format cannot be used.</summary>
    public static void Check(StreamLogFormat format)
    {
        if (!IsToken(format.Version) || format.VersionUtf8.Length > MaxVersionLength)
        {
            throw new ArgumentException(
                $"The stream log version '{format.Version}' cannot be used: it is one word of 1 to {MaxVersionLength} bytes without blanks, such as 2.1.");
        }

        HashSet<string> names = [];
        for (int index = 0; index < format.Fields.Count; index++)
        {
            string name = format.Fields[index];
            if (!IsToken(name) || format.KeyUtf8(index).Length > MaxFieldNameLength)
            {
                throw Refused(format, name, $"is not one word of 1 to {MaxFieldNameLength} bytes without blanks");
            }

            if (name == "msg" || (name.Length > 4 && name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal)))
            {
                throw Refused(format, name, "is reserved: msg is the rest of the line, and __…__ belongs to the service");
            }

            if (!names.Add(name))
            {
                throw Refused(format, name, "is given twice");
            }
        }
    }

    private static bool IsToken(string text) =>
        text.Length > 0 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    private static ArgumentException Refused(StreamLogFormat format, string name, string reason) =>
        new($"The field name '{name}' of stream log version '{format.Version}' {reason}; give another name.");
}
