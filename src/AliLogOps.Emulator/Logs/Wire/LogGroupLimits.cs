namespace AliLogOps.Emulator.Logs.Wire;

/// <summary>What a log group may hold (Log Service API: PutLogs; Log Service documentation, "Limits").</summary>
internal static class LogGroupLimits
{
    public const int Logs = 512_000;
    public const int KeyBytes = 128;
    public const int ValueBytes = 1024 * 1024;
    public const int LogBytes = 1024 * 1024;
    public const int TopicBytes = 128;

    /// <summary>How much older than now a log may be.</summary>
    public const long PastSeconds = 168 * 3600;

    /// <summary>How much newer than now a log may be.</summary>
    public const long FutureSeconds = 15 * 60;
}
