using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Spl;

/// <summary>Reads logs of log groups into records. Not for several threads.</summary>
internal sealed class SplRecordReader
{
    // logs of one origin have the same keys in the same places
    private readonly List<(byte[] Key, string Name)> _names = [];

    /// <summary>The log at a place of a group. A key that comes twice has its last value, as in the answers of a search.</summary>
    /// <param name="isHidden">Tells tags that are left out by their names.</param>
    public SplRecord Read(LogGroupLayout group, int index, Predicate<string>? isHidden = null)
    {
        SplRecord record = new();
        record.Set(SplField.OfText(SplNames.Source, Utf8Text.Bytes(group.Source)));
        record.Set(SplField.OfText(SplNames.Topic, Utf8Text.Bytes(group.Topic)));
        foreach ((string key, string value) in group.Tags)
        {
            if (isHidden?.Invoke(key) != true)
            {
                record.Set(SplField.OfText(SplNames.TagPrefix + key, Utf8Text.Bytes(value)));
            }
        }
        LogFields fields = new(group.Log(index));
        for (int place = 0; fields.Next(); place++)
        {
            record.Set(SplField.OfText(NameOf(fields.Key, place), fields.Value.ToArray()));
        }
        record.Time = fields.Time ?? 0;
        record.Nanoseconds = fields.Nanoseconds;
        return record;
    }

    private string NameOf(ReadOnlySpan<byte> key, int place)
    {
        if (place < _names.Count && key.SequenceEqual(_names[place].Key))
        {
            return _names[place].Name;
        }
        string name = Utf8Text.String(key);
        if (place < _names.Count)
        {
            _names[place] = (key.ToArray(), name);
        }
        else
        {
            _names.Add((key.ToArray(), name));
        }
        return name;
    }
}
