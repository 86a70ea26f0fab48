namespace AliLogOps.Logs;

/// <summary>Brings times into the machine's time zone; asks the zone once a minute of log time, not once a log.</summary>
internal sealed class LocalClock
{
    private long _minute = long.MinValue;
    private TimeSpan _offset;

    /// <summary>The same moment, in local time.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset time)
    {
        var minute = time.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute != _minute)
        {
            _offset = time.ToLocalTime().Offset;
            _minute = minute;
        }

        // the first and last hours a date can hold have no other form
        var ticks = time.UtcTicks + _offset.Ticks;
        return ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks ? time : new DateTimeOffset(ticks, _offset);
    }
}
