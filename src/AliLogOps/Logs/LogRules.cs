using System.Text;

namespace AliLogOps.Logs;

/// <summary>What the service accepts of a log (Log Service API: PutLogs, "Limits"). Where sources differ the narrower limit is kept.</summary>
internal static class LogRules
{
    /// <summary>Most logs in one request.</summary>
    public const int MaximumLogsPerBatch = 4096;

    /// <summary>Most bytes in one request before compression.</summary>
    public const int MaximumBatchBytes = 3 * 1024 * 1024;

    /// <summary>Most bytes of one log, and of one value.</summary>
    public const int MaximumLogBytes = 1024 * 1024;

    /// <summary>Most bytes of a key, a topic or a source.</summary>
    public const int MaximumNameBytes = 128;

    /// <summary>How old a log may be.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromHours(168);

    /// <summary>How far ahead of the service's clock a log may be.</summary>
    public static readonly TimeSpan MaximumLead = TimeSpan.FromMinutes(15);

    private static readonly HashSet<string> s_reservedKeys = new(StringComparer.Ordinal)
    {
        "__time__", "__source__", "__topic__", "__partition_time__", "_extract_others_", "__extract_others__",
    };

    public static void CheckKey(string key)
    {
        if (key.Length == 0)
        {
            throw new LogRuleException("AliLog.LogKeyInvalid", "A field of the log has an empty name.", "Give every field a name of 1 to 128 bytes.");
        }

        if (s_reservedKeys.Contains(key))
        {
            throw new LogRuleException("AliLog.LogKeyReserved", $"The field name '{key}' is reserved by the service.", "Rename the field; time, topic and source are given by -TimeProperty, -Topic and -Source.");
        }

        if (Encoding.UTF8.GetByteCount(key) > MaximumNameBytes)
        {
            throw new LogRuleException("AliLog.LogKeyInvalid", $"The field name '{Shorten(key)}' has more than {MaximumNameBytes} bytes.", "Use a shorter field name.");
        }
    }

    public static int CheckValue(string key, string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        return bytes <= MaximumLogBytes
            ? bytes
            : throw new LogRuleException("AliLog.LogValueTooLong", FormattableString.Invariant($"The value of field '{key}' has {bytes} bytes; at most {MaximumLogBytes} are allowed."), "Shorten the value or split it into several logs.");
    }

    public static void CheckSize(int bytes)
    {
        if (bytes > MaximumLogBytes)
        {
            throw new LogRuleException("AliLog.LogTooLong", FormattableString.Invariant($"The log has {bytes} bytes; at most {MaximumLogBytes} are allowed."), "Split it into several logs.");
        }
    }

    public static void CheckTime(DateTimeOffset time, DateTimeOffset now)
    {
        if (time < now - MaximumAge || time > now + MaximumLead)
        {
            throw new LogRuleException(
                "AliLog.LogTimeOutOfRange",
                FormattableString.Invariant($"The time {time:yyyy-MM-dd HH:mm:sszzz} lies outside of what the service takes: from 7 days ago to 15 minutes ahead of now ({now:yyyy-MM-dd HH:mm:sszzz})."),
                "Correct the time, or leave it out so that the time of sending is used.");
        }
    }

    /// <summary>Null for a topic or source the service takes, else what is wrong.</summary>
    public static string? CheckLabel(string parameter, string? value) =>
        value is null || Encoding.UTF8.GetByteCount(value) <= MaximumNameBytes ? null : $"The value of -{parameter}, '{Shorten(value)}', has more than {MaximumNameBytes} bytes. Use a shorter one.";

    /// <summary>Null for a hash key the service takes, else what is wrong.</summary>
    public static string? CheckHashKey(string? hashKey) => hashKey is null || (hashKey.Length == 32 && hashKey.All(char.IsAsciiHexDigit))
        ? null
        : $"'{Shorten(hashKey)}' is not a hash key. Give 32 hexadecimal digits, for example the MD5 of the value that logs of one shard share.";

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
