using System.Collections.Concurrent;

namespace AliLogOps.Logs;

/// <summary>The shapes this process has met. Names that mean the same come as one instance, so they are looked up by reference.</summary>
internal static class EntryShapes
{
    /// <summary>Most shapes that are kept; more are made anew each time.</summary>
    private const int MaximumShapes = 4096;

    private static readonly ConcurrentDictionary<EntryKey, EntryShape> s_entries = new();
    private static readonly ConcurrentDictionary<LogFieldNames, RowShape> s_rows = new();

    /// <summary>The shape of logs with these fields and tags.</summary>
    public static EntryShape ForEntries(LogFieldNames fields, LogFieldNames tags, bool hasShard)
    {
        EntryKey key = new(fields, tags, hasShard);
        return s_entries.TryGetValue(key, out var known) ? known : Keep(s_entries, key, static key => new EntryShape(key.PropertyNames, key.HasShard));
    }

    /// <summary>The shape of rows with these columns.</summary>
    public static RowShape ForRows(LogFieldNames columns) =>
        s_rows.TryGetValue(columns, out var known) ? known : Keep(s_rows, columns, static key => new RowShape(key));

    private static TShape Keep<TKey, TShape>(ConcurrentDictionary<TKey, TShape> shapes, TKey key, Func<TKey, TShape> make)
        where TKey : notnull
    {
        // one at a time, so that runspaces side by side do not make the same class twice
        lock (shapes)
        {
            return shapes.TryGetValue(key, out var known) ? known : shapes.Count >= MaximumShapes ? make(key) : shapes.GetOrAdd(key, make);
        }
    }

    private readonly record struct EntryKey(LogFieldNames Fields, LogFieldNames Tags, bool HasShard)
    {
        public IEnumerable<string> PropertyNames => Fields.Concat(Tags.Select(tag => LogEntryBuilder.TagPrefix + tag));
    }
}
