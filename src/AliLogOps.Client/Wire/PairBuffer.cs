namespace AliLogOps.Client;

/// <summary>Collects the fields of a log, whose number is known only at the end, without a list for each log.</summary>
internal sealed class PairBuffer
{
    private KeyValuePair<string, string>[] _pairs = new KeyValuePair<string, string>[16];
    private int _count;

    /// <summary>Adds a field.</summary>
    public void Add(string name, string value)
    {
        if (_count == _pairs.Length)
        {
            Array.Resize(ref _pairs, _count * 2);
        }

        _pairs[_count++] = new(name, value);
    }

    /// <summary>The fields collected since the last call.</summary>
    public KeyValuePair<string, string>[] Take()
    {
        KeyValuePair<string, string>[] taken = _count == 0 ? [] : _pairs.AsSpan(0, _count).ToArray();
        _count = 0;
        return taken;
    }
}
