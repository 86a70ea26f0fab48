namespace AliLogOps.Emulator.Hosting;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A bad option or an unusable data path.</summary>
    public const int Usage = 2;

    /// <summary>The listening address cannot be taken.</summary>
    public const int CannotListen = 3;

    /// <summary>The emulator that was asked for with --check does not answer or is not well.</summary>
    public const int NotHealthy = 4;

    /// <summary>The seed file or the fault file cannot be read or is wrong.</summary>
    public const int StartFile = 5;
}
