namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>The logstores that a statement may name after FROM.</summary>
internal abstract class LogCatalog
{
    /// <summary>
    /// What a statement reads without FROM, in a range that does not come from the statement; null where the statement has
    /// to name its logstores and to limit each of them by time.
    /// </summary>
    public abstract LogSource? Default { get; }

    /// <summary>The logstore of a name.</summary>
    /// <exception cref="SqlRefusedException">The statement may not name it.</exception>
    public abstract LogSource Find(string name, int position);
}

/// <summary>The one logstore that a search has been asked of, called log or by its name.</summary>
internal sealed class OwnLog(LogSource log) : LogCatalog
{
    public override LogSource Default => log;

    public override LogSource Find(string name, int position)
    {
        return name.Equals("log", StringComparison.OrdinalIgnoreCase) || name == log.Table.Logstore
            ? log
            : throw new SqlRefusedException(
                SqlRefusedException.Semantic, position, $"Table '{name}' does not exist: a statement sees the log of its own logstore, called log");
    }
}

/// <summary>All logstores of a project, each called by its name (Log Service API: GetProjectLogs).</summary>
/// <param name="open">Finds a logstore of the project, or throws what the service answers for one that cannot be read.</param>
internal sealed class ProjectLogs(Func<string, LogSource> open) : LogCatalog
{
    private readonly Dictionary<string, LogSource> _opened = new(StringComparer.Ordinal);

    public override LogSource? Default => null;

    public override LogSource Find(string name, int position)
    {
        if (!_opened.TryGetValue(name, out LogSource? source))
        {
            source = open(name);
            _opened.Add(name, source);
        }
        return source;
    }
}

/// <summary>No logstore: for expressions that have fields and no table.</summary>
internal sealed class NoLogs : LogCatalog
{
    public override LogSource? Default => null;

    public override LogSource Find(string name, int position)
    {
        throw new SqlRefusedException(SqlRefusedException.Semantic, position, $"Table '{name}' does not exist: an expression over one log has its fields only");
    }
}
