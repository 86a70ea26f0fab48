using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// A log on its way through a script: its fields in their order, each name once. Source, topic and tags of the log group are fields too
/// and come first; the time is none of them and stays.
/// </summary>
internal sealed class SplRecord
{
    /// <summary>Number of fields up to which looking at each is the faster way to find one.</summary>
    private const int Few = 24;

    private readonly List<SplField> _fields = [];

    // places by name of many fields; null while there are few, and after some have been taken out
    private Dictionary<string, int>? _places;

    public IReadOnlyList<SplField> Fields => _fields;

    /// <summary>Epoch seconds.</summary>
    public uint Time { get; set; }

    /// <summary>Nanosecond part of the time; null without one.</summary>
    public uint? Nanoseconds { get; set; }

    /// <summary>The value of a field; null if there is none.</summary>
    public object? Value(string name)
    {
        if (SplNames.IsTime(name))
        {
            return name == SplNames.Time ? (long)Time : (long?)Nanoseconds;
        }
        int place = Find(name);
        return place < 0 ? null : _fields[place].Value;
    }

    /// <summary>The type of a field; null if there is none.</summary>
    public SqlType? TypeOf(string name)
    {
        int place = Find(name);
        return place < 0 ? null : _fields[place].Type;
    }

    /// <summary>Gives a field its value: in its place, or as the last one.</summary>
    public void Set(in SplField field)
    {
        int place = Find(field.Name);
        if (place < 0)
        {
            _places?.Add(field.Name, _fields.Count);
            _fields.Add(field);
        }
        else
        {
            _fields[place] = field;
        }
    }

    /// <summary>Takes out the fields that do not fit.</summary>
    public void Keep(Predicate<string> fits)
    {
        _fields.RemoveAll(field => !fits(field.Name));
        _places = null;
    }

    /// <summary>Takes out a field, if it is there.</summary>
    public bool Remove(string name, out SplField field)
    {
        int place = Find(name);
        field = place < 0 ? default : _fields[place];
        if (place >= 0)
        {
            _fields.RemoveAt(place);
            _places = null;
        }
        return place >= 0;
    }

    private int Find(string name)
    {
        if (_fields.Count > Few)
        {
            _places ??= Enumerable.Range(0, _fields.Count).ToDictionary(place => _fields[place].Name, StringComparer.Ordinal);
            return _places.GetValueOrDefault(name, -1);
        }
        for (int i = 0; i < _fields.Count; i++)
        {
            if (_fields[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }
}
