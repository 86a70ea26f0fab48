namespace AliLogOps.Emulator.Spl;

/// <summary>Limits of a script (Log Service documentation, "SPL syntax", "Limits").</summary>
internal static class SplLimits
{
    /// <summary>Commands of a script.</summary>
    public const int Commands = 16;

    /// <summary>Bytes of a script in a pull; that of a search has the limit of an SQL statement, which is the service's for both.</summary>
    public const int PullBytes = 10 * 1024;

    /// <summary>Time of one match. Our choice: patterns are matched in linear time, so that only a huge value could take as long.</summary>
    public static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(5);
}
