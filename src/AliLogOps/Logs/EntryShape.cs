using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>How logs with the same fields become objects: of a class of their own, or as property bags where no class can be made.</summary>
internal sealed class EntryShape
{
    /// <summary>Most classes a process makes: each stays for its life. Logs with still other sets of names become property bags.</summary>
    private const int MaximumTypes = 256;

    private static readonly string[] s_own =
        [nameof(LogEntry.Time), nameof(LogEntry.Source), nameof(LogEntry.Topic), nameof(LogEntry.ProjectName), nameof(LogEntry.LogstoreName)];

    private static readonly string[] s_ownWithShard = [.. s_own, LogEntryBuilder.ShardKey];
    private static int s_types;

    private readonly string[] _names;
    private readonly bool _hasShard;
    private readonly Func<DateTimeOffset, int, string?[], LogEntry>? _create;

    /// <summary>A shape for fields and tags; the tags' names come with their prefix.</summary>
    public EntryShape(IEnumerable<string> fields, bool hasShard)
    {
        _hasShard = hasShard;
        _names = PropertyNames.For(hasShard ? s_ownWithShard : s_own, fields);
        _create = MayMakeType(_names) ? EntryTypeBuilder.ForEntries(_names, hasShard) : null;
    }

    /// <summary>A log as an object.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="shard">Its shard.</param>
    /// <param name="texts">Source, topic, project and logstore, then the values of the fields. The object keeps the array.</param>
    public object Create(DateTimeOffset time, int shard, string?[] texts) => _create is null ? CreateBag(time, shard, texts) : _create(time, shard, texts);

    internal static bool MayMakeType(IReadOnlyList<string> names) => EntryTypeBuilder.CanHave(names) && Interlocked.Increment(ref s_types) <= MaximumTypes;

    private PSObject CreateBag(DateTimeOffset time, int shard, string?[] texts)
    {
        var bag = PropertyBag.Create(LogEntryBuilder.EntryTypeName, s_ownWithShard.Length + _names.Length);
        PropertyBag.Add(bag, nameof(LogEntry.Time), time);
        for (var place = 0; place < LogEntry.CommonTexts; place++)
        {
            PropertyBag.Add(bag, s_own[place + 1], texts[place]);
        }

        if (_hasShard)
        {
            PropertyBag.Add(bag, LogEntryBuilder.ShardKey, shard);
        }

        for (var place = 0; place < _names.Length; place++)
        {
            PropertyBag.Add(bag, _names[place], texts[LogEntry.CommonTexts + place]);
        }

        return bag;
    }
}
