namespace AliLogOps.Emulator.Clock;

/// <summary>
/// The emulator's idea of the time: that of the machine, moved or frozen by the dial. Only what is read off the clock
/// changes; timers and stopwatches run on.
/// </summary>
internal sealed class EmulatorClock(TimeProvider time) : TimeProvider
{
    private volatile ClockSetting _setting = ClockSetting.Real;

    public ClockSetting Setting
    {
        get => _setting;
        set => _setting = value;
    }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        ClockSetting setting = _setting;
        return setting.FrozenAt ?? (time.GetUtcNow() + setting.Offset);
    }

    public override long GetTimestamp()
    {
        return time.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        return time.CreateTimer(callback, state, dueTime, period);
    }
}
