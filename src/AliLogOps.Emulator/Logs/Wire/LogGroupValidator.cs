using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>A log group that may be stored.</summary>
internal readonly record struct ValidGroup(LogGroupLayout Group, uint MinTime, uint MaxTime);

/// <summary>Checks a log group as PutLogs does; a group is taken as a whole or refused as a whole.</summary>
internal static class LogGroupValidator
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "__time__", "__source__", "__topic__", "__partition_time__", "_extract_others_", "__extract_others__",
    };

    /// <summary>Names under which a search gives what is no content of a log.</summary>
    private static readonly HashSet<string> s_filledIn = new(StringComparer.Ordinal) { RowId.MemberName, "__time_ns_part__", "__pack_meta__" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_reservedText = s_reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="now">Epoch seconds.</param>
    /// <exception cref="SlsException">PostBodyInvalid, InvalidEncoding, InvalidKey, InvalidTimestamp, ParameterInvalid or PostBodyTooLarge.</exception>
    public static ValidGroup Validate(ReadOnlyMemory<byte> body, long now)
    {
        try
        {
            LogGroupLayout group = LogGroupLayout.Read(body);
            CheckGroup(group);
            uint minTime = uint.MaxValue;
            uint maxTime = 0;
            for (int i = 0; i < group.LogCount; i++)
            {
                uint time = CheckLog(group.Log(i), i, now);
                minTime = Math.Min(minTime, time);
                maxTime = Math.Max(maxTime, time);
            }
            return new ValidGroup(group, minTime, maxTime);
        }
        catch (WireFormatException e)
        {
            throw SlsErrors.PostBodyInvalid($"The body is not a valid protobuf LogGroup: {e.Message}").ToException();
        }
        catch (DecoderFallbackException)
        {
            throw InvalidEncoding("the topic, the source or a tag");
        }
    }

    /// <summary>Checks a key and a value that an update sets, by the limits of what is written; what the service fills in cannot be set.</summary>
    /// <exception cref="SlsException">400 InvalidKey or 413 PostBodyTooLarge.</exception>
    public static void CheckUpdate(string key, string value)
    {
        CheckKey(Utf8Text.Bytes(key), null);
        if (s_filledIn.Contains(key) || key.StartsWith("__tag__:", StringComparison.Ordinal))
        {
            throw InvalidKey($"{key} cannot be updated, it is reserved: leave it out");
        }
        CheckValue(Utf8Text.Bytes(value), null);
    }

    /// <summary>Checks a log that an update has made.</summary>
    /// <exception cref="SlsException">413 PostBodyTooLarge.</exception>
    public static void CheckSize(ReadOnlySpan<byte> log)
    {
        CheckSize(log, null);
    }

    private static void CheckGroup(LogGroupLayout group)
    {
        if (group.LogCount == 0)
        {
            throw SlsErrors.PostBodyInvalid("The log group has no log").ToException();
        }
        if (group.LogCount > LogGroupLimits.Logs)
        {
            throw new SlsError(413, "PostBodyTooLarge", Text($"logItems count {group.LogCount} must little than {LogGroupLimits.Logs}")).ToException();
        }
        CheckLength("__topic__", group.Topic);
        CheckLength("__source__", group.Source);
    }

    private static void CheckLength(string name, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        if (length > LogGroupLimits.TopicBytes)
        {
            throw SlsErrors.ParameterInvalid(Text($"{name} has {length} bytes: {LogGroupLimits.TopicBytes} are the limit")).ToException();
        }
    }

    private static uint CheckLog(ReadOnlySpan<byte> log, int index, long now)
    {
        CheckSize(log, index);
        LogFields fields = new(log);
        while (fields.Next())
        {
            if (!Utf8Text.IsValid(fields.Key) || !Utf8Text.IsValid(fields.Value))
            {
                throw InvalidEncoding($"log {Text(index)}");
            }
            CheckKey(fields.Key, index);
            CheckValue(fields.Value, index);
        }
        if (fields.Nanoseconds > 999_999_999)
        {
            throw new SlsError(400, "InvalidTimestamp", Text($"Time_ns {fields.Nanoseconds} of log {index} is not from 0 to 999999999")).ToException();
        }
        uint time = fields.Time ?? throw new WireFormatException($"log {Text(index)} has no Time");
        return time >= now - LogGroupLimits.PastSeconds && time <= now + LogGroupLimits.FutureSeconds
            ? time
            : throw SlsErrors.PostBodyInvalid(Text(
                $"The post data time is out of range: log {index} is of {time}, the server's time is {now}, allowed are 168 hours before to 15 minutes after")).ToException();
    }

    private static void CheckSize(ReadOnlySpan<byte> log, int? index)
    {
        if (log.Length > LogGroupLimits.LogBytes)
        {
            throw TooLarge(Name(index), log.Length, LogGroupLimits.LogBytes);
        }
    }

    private static void CheckValue(ReadOnlySpan<byte> value, int? index)
    {
        if (value.Length > LogGroupLimits.ValueBytes)
        {
            throw TooLarge($"a value of {Name(index)}", value.Length, LogGroupLimits.ValueBytes);
        }
    }

    private static void CheckKey(ReadOnlySpan<byte> key, int? index)
    {
        if (key.IsEmpty)
        {
            throw InvalidKey($"a key of {Name(index)} is empty");
        }
        if (key.Length > LogGroupLimits.KeyBytes)
        {
            throw InvalidKey(Text($"a key of {Name(index)} has {key.Length} bytes: {LogGroupLimits.KeyBytes} are the limit"));
        }
        if (key[0] == (byte)'_')
        {
            Span<char> text = stackalloc char[LogGroupLimits.KeyBytes];
            ReadOnlySpan<char> name = text[..Encoding.UTF8.GetChars(key, text)];
            if (s_reservedText.Contains(name))
            {
                throw InvalidKey($"{Name(index)} has the key {name}, which is reserved: rename it");
            }
        }
    }

    /// <summary>A log by its place in its group, or one that is being updated.</summary>
    private static string Name(int? index)
    {
        return index is { } place ? $"log {Text(place)}" : "the updated log";
    }

    private static SlsException InvalidKey(string message)
    {
        return new SlsError(400, "InvalidKey", message).ToException();
    }

    private static SlsException InvalidEncoding(string where)
    {
        return new SlsError(400, "InvalidEncoding", $"{where} is not valid UTF-8").ToException();
    }

    private static SlsException TooLarge(string what, int size, int limit)
    {
        return new SlsError(413, "PostBodyTooLarge", Text($"{what} has {size} bytes: {limit} are the limit")).ToException();
    }

    private static string Text(int value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text)
    {
        return FormattableString.Invariant(text);
    }
}
