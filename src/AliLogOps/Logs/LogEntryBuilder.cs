namespace AliLogOps.Logs;

/// <summary>
/// Makes the object that stands for a log: first what every log has, then its own fields in wire order under their own names. One
/// builder serves one cmdlet on one thread.
/// </summary>
internal sealed class LogEntryBuilder(string projectName, string logstoreName)
{
    public const string EntryTypeName = "AliLogOps.LogEntry";
    public const string RowTypeName = "AliLogOps.LogQueryRow";
    public const string TagPrefix = "__tag__:";
    public const string ShardKey = "ShardId";

    private readonly LocalClock _clock = new();
    private EntryShape? _shape;
    private LogFieldNames? _shapeFields;
    private LogFieldNames? _shapeTags;
    private bool _shapeHasShard;
    private LogFieldNames? _columns;
    private IReadOnlyList<string>? _columnsOf;

    /// <summary>Properties of an entry that are not fields of the log.</summary>
    public static bool IsOwnProperty(string name) =>
        name is nameof(LogEntry.Time) or nameof(LogEntry.Source) or nameof(LogEntry.Topic) or nameof(LogEntry.ProjectName) or nameof(LogEntry.LogstoreName) or ShardKey;

    /// <summary>A log as a search gave it.</summary>
    public object FromRecord(LogRecord record)
    {
        var fields = LogFields.From(record.Fields);
        var texts = Texts(record.Source, record.Topic, fields.Count);
        fields.Values.CopyTo(texts.AsSpan(LogEntry.CommonTexts)!);
        return Shape(fields.Names, LogFieldNames.None, hasShard: false).Create(_clock.ToLocal(record.Time ?? DateTimeOffset.UnixEpoch), 0, texts);
    }

    /// <summary>A log as it lies in a shard: the group's tags are its own, as in a search.</summary>
    public object FromItem(LogGroup group, LogItem item, int shardId)
    {
        var fields = LogFields.From(item.Contents);
        var tags = LogFields.From(group.Tags);
        var texts = Texts(group.Source, group.Topic, fields.Count + tags.Count);
        fields.Values.CopyTo(texts.AsSpan(LogEntry.CommonTexts)!);
        tags.Values.CopyTo(texts.AsSpan(LogEntry.CommonTexts + fields.Count)!);
        return Shape(fields.Names, tags.Names, hasShard: true).Create(_clock.ToLocal(item.Time), shardId, texts);
    }

    /// <summary>A row of an SQL result: its columns and nothing else, in the order of the query.</summary>
    public object FromRow(LogRecord row, IReadOnlyList<string> columns)
    {
        var fields = LogFields.From(row.Fields);
        if (columns.Count == 0)
        {
            return EntryShapes.ForRows(fields.Names).Create(fields.Values.ToArray());
        }

        if (!ReferenceEquals(columns, _columnsOf))
        {
            _columns = LogFieldNames.For(columns);
            _columnsOf = columns;
        }

        var texts = new string?[columns.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            var inPlace = index < fields.Count && string.Equals(fields.Names[index], columns[index], StringComparison.Ordinal);
            texts[index] = inPlace ? fields.Values[index] : row.GetField(columns[index]);
        }

        return EntryShapes.ForRows(_columns!).Create(texts);
    }

    private string?[] Texts(string source, string topic, int fields)
    {
        var texts = new string?[LogEntry.CommonTexts + fields];
        texts[0] = source;
        texts[1] = topic;
        texts[2] = projectName;
        texts[3] = logstoreName;
        return texts;
    }

    // as a rule a log has the fields of the log before
    private EntryShape Shape(LogFieldNames fields, LogFieldNames tags, bool hasShard)
    {
        if (_shape is null || !ReferenceEquals(fields, _shapeFields) || !ReferenceEquals(tags, _shapeTags) || hasShard != _shapeHasShard)
        {
            (_shape, _shapeFields, _shapeTags, _shapeHasShard) = (EntryShapes.ForEntries(fields, tags, hasShard), fields, tags, hasShard);
        }

        return _shape;
    }
}
