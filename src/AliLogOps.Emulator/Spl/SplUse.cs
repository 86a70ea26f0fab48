namespace AliLogOps.Emulator.Spl;

/// <summary>Where a script runs (Log Service documentation, "SPL in different scenarios").</summary>
internal enum SplUse
{
    /// <summary>Over the log groups of a pull.</summary>
    Pull,

    /// <summary>Over the logs of a search.</summary>
    Scan,
}
