using System.Collections.Concurrent;

namespace AliLogOps.Client;

/// <summary>
/// Gives the same instance for the same names in the same order. Bounded: a logstore whose logs all differ in their names gets
/// instances of their own once the table is full, and loses nothing but sharing.
/// </summary>
internal sealed class FieldNameTable(int maxEntries)
{
    private readonly ConcurrentDictionary<string[], LogFieldNames> _known = new(new SameNames());

    /// <summary>The one of the process.</summary>
    public static FieldNameTable Shared { get; } = new(4096);

    /// <summary>The names as a shared instance; the array is copied when it is kept.</summary>
    public LogFieldNames Get(ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            return LogFieldNames.None;
        }

        string[] key = names.ToArray();
        return _known.TryGetValue(key, out LogFieldNames? known) ? known
            : _known.Count >= maxEntries ? new LogFieldNames(key)
            : _known.GetOrAdd(key, static names => new LogFieldNames(names));
    }

    private sealed class SameNames : IEqualityComparer<string[]>
    {
        public bool Equals(string[]? x, string[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(string[] obj)
        {
            HashCode hash = default;
            foreach (string name in obj)
            {
                hash.Add(string.GetHashCode(name, StringComparison.Ordinal));
            }

            return hash.ToHashCode();
        }
    }
}
