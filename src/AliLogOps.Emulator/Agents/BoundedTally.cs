using System.Collections.Concurrent;

namespace AliLogOps.Emulator.Agents;

/// <summary>
/// Counts by a key that comes from outside. Only so many keys are kept, so that a sender of garbage cannot fill the memory;
/// the rest is counted together under <see cref="Others"/>.
/// </summary>
internal sealed class BoundedTally
{
    /// <summary>The key under which everything beyond the kept keys is counted.</summary>
    public const string Others = "(others)";

    private const int MaxKeys = 100;
    private const int MaxKeyLength = 100;

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more.</summary>
    /// <returns>True the first time a key is seen.</returns>
    public bool Add(string key, long count = 1)
    {
        key = Shorten(key);
        if (_counts.Count >= MaxKeys && !_counts.ContainsKey(key))
        {
            key = Others;
        }

        return _counts.AddOrUpdate(key, count, (_, before) => before + count) == count;
    }

    /// <summary>A text from outside, short enough to be kept and shown.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= MaxKeyLength)
        {
            return text;
        }

        // Half a surrogate pair is no text: JSON could not carry it.
        int length = char.IsHighSurrogate(text[MaxKeyLength - 1]) ? MaxKeyLength - 1 : MaxKeyLength;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>The counts so far, sorted by key.</summary>
    public IReadOnlyDictionary<string, long> Snapshot() =>
        new SortedDictionary<string, long>(_counts.ToDictionary(), StringComparer.Ordinal);
}
