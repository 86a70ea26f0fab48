namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A logstore where a statement names it; it may do so several times, each with a range of its own.</summary>
internal sealed class LogReference(UsedLog log, int position)
{
    public UsedLog Log { get; } = log;

    public int Position { get; } = position;
}
