using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Numbers the distinct lists of keys of a segment that is being written; logs of one program share few.</summary>
/// <typeparam name="TPlan">What is worked out once for each key of a list.</typeparam>
internal sealed class KeyListTable<TPlan>(Func<string, TPlan> plan)
{
    private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
    private readonly List<string[]> _lists = [];
    private readonly List<(byte[][] Keys, TPlan[] Plans)> _details = [];
    private readonly Dictionary<string, TPlan> _plans = new(StringComparer.Ordinal);
    private int _last = -1;

    public IReadOnlyList<string[]> Lists => _lists;

    /// <summary>Bytes held, roughly.</summary>
    public long Size { get; private set; }

    /// <summary>What was worked out for the key at a place of the log that is being read.</summary>
    /// <param name="asLast">The log has the keys of the last one so far; set to false where it departs.</param>
    public TPlan PlanAt(int place, ReadOnlySpan<byte> key, ref bool asLast)
    {
        if (asLast && _last >= 0)
        {
            (byte[][] keys, TPlan[] plans) = _details[_last];
            if (place < keys.Length && key.SequenceEqual(keys[place]))
            {
                return plans[place];
            }
        }
        if (asLast)
        {
            asLast = false;
            _last = -1;
        }
        return PlanOf(Utf8Text.String(key));
    }

    /// <summary>The number of the list of keys of the log that has been read, in wire order.</summary>
    /// <param name="count">Number of its keys.</param>
    public int NumberOf(ReadOnlySpan<byte> log, int count)
    {
        if (_last < 0 || _details[_last].Keys.Length != count)
        {
            _last = Find(log);
        }
        return _last;
    }

    private int Find(ReadOnlySpan<byte> log)
    {
        List<string> keys = [];
        LogFields fields = new(log);
        while (fields.Next())
        {
            keys.Add(Utf8Text.String(fields.Key));
        }
        string text = string.Join('\0', keys);
        if (!_byText.TryGetValue(text, out int number))
        {
            number = _lists.Count;
            Size += (text.Length * 6L) + (keys.Count * 200L) + 200;
            _byText.Add(text, number);
            _lists.Add([.. keys]);
            _details.Add(([.. keys.Select(Utf8Text.Bytes)], [.. keys.Select(PlanOf)]));
        }
        return number;
    }

    private TPlan PlanOf(string key)
    {
        if (!_plans.TryGetValue(key, out TPlan? found))
        {
            found = plan(key);
            _plans.Add(key, found);
        }
        return found;
    }
}
