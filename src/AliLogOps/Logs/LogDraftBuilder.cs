using AliLogOps.Transformations;

namespace AliLogOps.Logs;

/// <summary>Collects the fields of one log, checks them, and finds its time.</summary>
internal sealed class LogDraftBuilder(string? timeProperty, DateTimeOffset now)
{
    /// <summary>Property that holds the time when none is named, provided that its value is a time.</summary>
    public const string DefaultTimeProperty = "Time";

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private DateTimeOffset? _time;
    private int? _nanosecond;
    private int _bytes = ProtobufSize.Time;

    /// <summary>A property of the input: the log's time if it is the one that holds it, else a field.</summary>
    public void Add(string name, object? value)
    {
        var raw = value is System.Management.Automation.PSObject wrapped ? wrapped.BaseObject : value;
        var isTime = timeProperty is null
            ? name.Equals(DefaultTimeProperty, StringComparison.OrdinalIgnoreCase) && raw is DateTimeOffset or DateTime
            : name.Equals(timeProperty, StringComparison.OrdinalIgnoreCase);
        if (isTime)
        {
            SetTime(raw);
            return;
        }

        AddField(name, LogValue.ToText(name, raw));
    }

    public void AddField(string name, string value)
    {
        LogRules.CheckKey(name);
        _bytes += ProtobufSize.Field(name, LogRules.CheckValue(name, value));
        _fields.Add(new(name, value));
    }

    public void SetTime(object? value)
    {
        try
        {
            _time = LogTime.Parse(value ?? "", now);
        }
        catch (System.Management.Automation.ArgumentTransformationMetadataException problem)
        {
            throw new LogRuleException("AliLog.LogTimeInvalid", $"The log's time cannot be read. {problem.Message}", "Correct the value, or name another property with -TimeProperty.");
        }
    }

    /// <summary>The part below a second, which comes apart from the time in exported logs.</summary>
    public void SetNanosecond(string value)
    {
        if (int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var nanosecond) && nanosecond <= 999_999_999)
        {
            _nanosecond = nanosecond;
        }
    }

    public LogDraft Build(LogLabels labels)
    {
        if (timeProperty is not null && _time is null)
        {
            throw new LogRuleException("AliLog.LogTimeInvalid", $"The log has no property '{timeProperty}' to take its time from.", "Name a property every log has, or leave -TimeProperty out to use the time of sending.");
        }

        if (_fields.Count == 0)
        {
            throw new LogRuleException("AliLog.LogEmpty", "The log has no field.", "Pipe text, a hashtable, or an object with properties.");
        }

        LogRules.CheckSize(_bytes);
        var time = _time ?? now;
        LogRules.CheckTime(time, now);
        var nanosecond = (int)(time.UtcTicks % TimeSpan.TicksPerSecond) * 100;
        var item = new LogItem
        {
            UnixTime = (uint)time.ToUnixTimeSeconds(),
            // a part of a second is kept when it was given, not made up from the time of sending
            Nanosecond = _nanosecond ?? (_time is null || nanosecond == 0 ? null : nanosecond),
            Contents = _fields,
        };
        return new LogDraft(item, labels, _bytes);
    }
}
