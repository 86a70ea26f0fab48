using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>
/// Makes the property bag that stands for a log: first what every log has, then its own fields in wire order under their own names.
/// A name that is taken already (property names know no case) gets <see cref="TakenPrefix"/>, so that no field is lost.
/// One builder serves one cmdlet on one thread.
/// </summary>
internal sealed class LogEntryBuilder
{
    public const string EntryTypeName = "AliLogOps.LogEntry";
    public const string RowTypeName = "AliLogOps.LogQueryRow";
    public const string TakenPrefix = "field_";
    public const string TagPrefix = "__tag__:";

    private const string TimeName = "Time";
    private const string SourceName = "Source";
    private const string TopicName = "Topic";
    private const string ProjectKey = "ProjectName";
    private const string LogstoreKey = "LogstoreName";
    private const string ShardKey = "ShardId";
    private const int OwnProperties = 6;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _projectName;
    private readonly string _logstoreName;

    public LogEntryBuilder(string projectName, string logstoreName)
    {
        _projectName = projectName;
        _logstoreName = logstoreName;
    }

    /// <summary>Properties of an entry that are not fields of the log.</summary>
    public static bool IsOwnProperty(string name) => name is TimeName or SourceName or TopicName or ProjectKey or LogstoreKey or ShardKey;

    /// <summary>A log as a search gave it.</summary>
    public PSObject FromRecord(LogRecord record)
    {
        var entry = Begin(record.Time, record.Source, record.Topic, shardId: null, record.Fields.Count);
        AddFields(entry.Properties, record.Fields, prefix: null);
        return entry;
    }

    /// <summary>A log as it lies in a shard: the group's tags are its own, as in a search.</summary>
    public PSObject FromItem(LogGroup group, LogItem item, int shardId)
    {
        var entry = Begin(item.Time, group.Source, group.Topic, shardId, item.Contents.Count + group.Tags.Count);
        AddFields(entry.Properties, item.Contents, prefix: null);
        AddFields(entry.Properties, group.Tags, TagPrefix);
        return entry;
    }

    /// <summary>A row of an SQL result: its columns and nothing else, in the order of the query.</summary>
    public PSObject FromRow(LogRecord row, IReadOnlyList<string> columns)
    {
        var result = PropertyBag.WithRoomFor(Math.Max(columns.Count, row.Fields.Count));
        result.TypeNames.Insert(0, RowTypeName);
        _taken.Clear();
        if (columns.Count == 0)
        {
            AddFields(result.Properties, row.Fields, prefix: null);
            return result;
        }

        for (var index = 0; index < columns.Count; index++)
        {
            var inPlace = index < row.Fields.Count && string.Equals(row.Fields[index].Key, columns[index], StringComparison.Ordinal);
            Add(result.Properties, columns[index], inPlace ? row.Fields[index].Value : row.GetField(columns[index]));
        }

        return result;
    }

    private PSObject Begin(DateTimeOffset? time, string source, string topic, int? shardId, int fields)
    {
        var entry = PropertyBag.WithRoomFor(OwnProperties + fields);
        entry.TypeNames.Insert(0, EntryTypeName);
        _taken.Clear();
        var properties = entry.Properties;
        AddOwn(properties, TimeName, time?.ToLocalTime());
        AddOwn(properties, SourceName, source);
        AddOwn(properties, TopicName, topic);
        AddOwn(properties, ProjectKey, _projectName);
        AddOwn(properties, LogstoreKey, _logstoreName);
        if (shardId is { } shard)
        {
            AddOwn(properties, ShardKey, shard);
        }

        return entry;
    }

    private void AddOwn(PSMemberInfoCollection<PSPropertyInfo> properties, string name, object? value)
    {
        _taken.Add(name);
        properties.Add(new PSNoteProperty(name, value), preValidated: true);
    }

    private void AddFields(PSMemberInfoCollection<PSPropertyInfo> properties, IReadOnlyList<KeyValuePair<string, string>> fields, string? prefix)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            var field = fields[index];
            Add(properties, prefix is null ? field.Key : prefix + field.Key, field.Value);
        }
    }

    private void Add(PSMemberInfoCollection<PSPropertyInfo> properties, string name, string? value)
    {
        // an empty name cannot be a property's, and a reserved one (psobject, pstypenames …) would hide the engine's own
        while (name.Length == 0 || !_taken.Add(name) || name.StartsWith("ps", StringComparison.OrdinalIgnoreCase) && IsReserved(name))
        {
            name = TakenPrefix + name;
        }

        properties.Add(new PSNoteProperty(name, value), preValidated: true);
    }

    private static bool IsReserved(string name) => name.ToUpperInvariant() is "PSBASE" or "PSADAPTED" or "PSEXTENDED" or "PSOBJECT" or "PSTYPENAMES";
}
