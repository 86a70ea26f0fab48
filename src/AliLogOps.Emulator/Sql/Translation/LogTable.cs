using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>
/// The table log as a statement sees it: keys of the index that have analytics switched on, and what every log has (Log
/// Service documentation, "Log analysis overview"). Tags are columns by their names in double quotes.
/// </summary>
internal sealed class LogTable
{
    private const string TagPrefix = "__tag__:";

    private readonly Dictionary<string, LogColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LogColumn?> _byAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LogColumn> _all = [];

    public LogTable(IndexDefinition index, string logstore)
    {
        Logstore = logstore;
        MaxTextLength = index.MaxTextLength;
        foreach ((string key, FieldIndex field) in index.Keys)
        {
            AddKey(key, field);
        }
        Add(new LogColumn("__topic__", LogColumnSource.Topic, SqlType.Varchar));
        Add(new LogColumn("__source__", LogColumnSource.Source, SqlType.Varchar));
        Add(new LogColumn("__time__", LogColumnSource.Time, SqlType.Bigint));
        // not part of *: the service's console does not show it either («unconfirmed»)
        Know("__date__", new LogColumn("__date__", LogColumnSource.Date, SqlType.Varchar));
    }

    /// <summary>Name of the logstore, by which a statement may call the table as well.</summary>
    public string Logstore { get; }

    /// <summary>Bytes of a text that a statement sees.</summary>
    public int MaxTextLength { get; }

    /// <summary>The columns of <c>*</c>.</summary>
    public IReadOnlyList<LogColumn> All => _all;

    /// <summary>A column by its name: in the letter case of the index or, if that leaves no doubt, in any.</summary>
    public LogColumn? Find(string name)
    {
        if (_columns.TryGetValue(name, out LogColumn? column))
        {
            return column;
        }
        if (name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length)
        {
            return new LogColumn(name, LogColumnSource.Tag, SqlType.Varchar, name[TagPrefix.Length..]);
        }
        return _byAnyCase.GetValueOrDefault(name);
    }

    private void AddKey(string key, FieldIndex field)
    {
        if (field.HasAnalytics)
        {
            LogColumn column = key.StartsWith(TagPrefix, StringComparison.Ordinal)
                ? new LogColumn(key, LogColumnSource.Tag, LogColumn.TypeOf(field), key[TagPrefix.Length..])
                : new LogColumn(key, LogColumnSource.Key, LogColumn.TypeOf(field), key);
            Add(column, field.Alias);
        }
        foreach ((string path, FieldIndex leaf) in field.JsonKeys)
        {
            if (leaf.HasAnalytics)
            {
                Add(new LogColumn(key + "." + path, LogColumnSource.JsonLeaf, LogColumn.TypeOf(leaf), key, path), leaf.Alias);
            }
        }
    }

    private void Add(LogColumn column, string alias = "")
    {
        _all.Add(column);
        Know(column.Name, column);
        if (alias.Length > 0)
        {
            Know(alias, column);
        }
    }

    private void Know(string name, LogColumn column)
    {
        _columns.TryAdd(name, column);
        _byAnyCase[name] = _byAnyCase.ContainsKey(name) && _byAnyCase[name] != column ? null : column;
    }
}
