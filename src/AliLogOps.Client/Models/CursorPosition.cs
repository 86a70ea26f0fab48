using System.Globalization;

namespace AliLogOps;

/// <summary>Where a cursor starts (Log Service API: GetCursor). Times are those at which the service received the data.</summary>
public readonly record struct CursorPosition
{
    private readonly string? _wire;

    private CursorPosition(string wire)
    {
        _wire = wire;
    }

    /// <summary>The oldest data still kept.</summary>
    public static CursorPosition Begin { get; } = new("begin");

    /// <summary>After the newest data.</summary>
    public static CursorPosition End { get; } = new("end");

    internal string Wire => _wire ?? "begin";

    /// <summary>The first data received at or after a time; the oldest if the time is before it, the end if it is in the future.</summary>
    /// <param name="receiveTime">The time; rounded down to the second.</param>
    public static CursorPosition At(DateTimeOffset receiveTime) =>
        receiveTime <= DateTimeOffset.UnixEpoch ? Begin : new(receiveTime.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>The position as the service names it.</summary>
    public override string ToString() => Wire;
}
