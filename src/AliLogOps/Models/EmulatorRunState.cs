namespace AliLogOps;

/// <summary>Whether an emulator or one of its stand-in agents runs.</summary>
public enum EmulatorRunState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It does not run.</summary>
    Stopped,
}
