using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A relation as expressions see it.</summary>
internal abstract class ScopeRelation(string? alias)
{
    /// <summary>What columns may be qualified with.</summary>
    public string? Alias { get; } = alias;

    /// <summary>The column, or null if the relation has none of the name.</summary>
    public abstract ScopeColumn? Find(string name);

    public abstract IReadOnlyList<ScopeColumn> All { get; }
}

/// <summary>A column with the text by which SQLite knows it.</summary>
internal sealed record ScopeColumn(string Name, string Text, SqlType Type);

/// <summary>The table log; a column is asked of the logs only if the statement names it.</summary>
internal sealed class LogRelation(string? alias, Func<string, ScopeColumn?> find, Func<IReadOnlyList<ScopeColumn>> all) : ScopeRelation(alias)
{
    public override IReadOnlyList<ScopeColumn> All => all();

    public override ScopeColumn? Find(string name)
    {
        return find(name);
    }
}

/// <summary>A sub-query, common table or unnested value.</summary>
internal sealed class ListRelation(string? alias, IReadOnlyList<ScopeColumn> columns) : ScopeRelation(alias)
{
    public override IReadOnlyList<ScopeColumn> All => columns;

    public override ScopeColumn? Find(string name)
    {
        ScopeColumn? exact = columns.FirstOrDefault(column => column.Name == name);
        return exact ?? columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What the expressions of one select may name.</summary>
internal sealed class SqlScope
{
    public List<ScopeRelation> Relations { get; } = [];

    /// <summary>The logstores among the relations, in their order.</summary>
    public List<LogReference> Logs { get; } = [];

    /// <summary>What the joins say about the times of the logstores.</summary>
    public TimeLimits Limits { get; } = new();

    /// <summary>Logstores whose time is equal: a log of the second is seen only beside one of the first.</summary>
    public List<(LogReference From, LogReference To)> Equalities { get; } = [];

    /// <summary>Columns that a join has made one.</summary>
    public Dictionary<string, ScopeColumn> Merged { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Aliases of the result, while they may be named.</summary>
    public IReadOnlyDictionary<string, SqlExpression>? Aliases { get; set; }

    /// <summary>An alias goes before a column of its name, as in order by.</summary>
    public bool AliasesFirst { get; set; }

    /// <summary>Texts of what is grouped by; null outside of a grouped select.</summary>
    public HashSet<string>? Grouped { get; set; }
}
