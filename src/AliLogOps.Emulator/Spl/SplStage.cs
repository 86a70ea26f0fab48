using AliLogOps.Emulator.Sql.Execution;

namespace AliLogOps.Emulator.Spl;

/// <summary>What becomes of a log.</summary>
internal enum SplOutcome
{
    Kept,

    /// <summary>A condition does not hold.</summary>
    Dropped,

    /// <summary>It has a value that an expression cannot work with.</summary>
    Failed,
}

/// <summary>A command at work.</summary>
internal abstract class SplStage : IDisposable
{
    /// <summary>No further log gets through.</summary>
    public virtual bool IsDone => false;

    /// <summary>It takes out logs and changes none.</summary>
    public virtual bool IsFilter => false;

    /// <summary>Called before the first log.</summary>
    public virtual void Start(SqlRun run)
    {
    }

    public abstract SplOutcome Apply(SplRecord record);

    public virtual void Dispose()
    {
    }
}
