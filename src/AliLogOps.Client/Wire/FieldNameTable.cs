using System.Collections.Concurrent;

namespace AliLogOps.Client;

/// <summary>
/// Gives the same instance for the same names in the same order. Bounded: a logstore whose logs all differ in their names gets
/// instances of their own once the table is full, and loses nothing but sharing.
/// </summary>
internal static class FieldNameTable
{
    private const int MaxEntries = 4096;
    private static readonly ConcurrentDictionary<string[], LogFieldNames> s_known = new(new SameNames());

    /// <summary>The names as a shared instance; the array is copied when it is kept.</summary>
    public static LogFieldNames Get(ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            return LogFieldNames.None;
        }

        string[] key = names.ToArray();
        return s_known.TryGetValue(key, out LogFieldNames? known) ? known
            : s_known.Count >= MaxEntries ? new LogFieldNames(key)
            : s_known.GetOrAdd(key, static names => new LogFieldNames(names));
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
