using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// Collects the fields of one log after the other. Expects the names of the log before, so that a name that comes again is compared
/// and not read, and looks first whether a value is the one of the log before. Not thread-safe; one per answer.
/// </summary>
internal sealed class FieldCollector(FieldNameTable table)
{
    private readonly TextCache _texts = new();
    private readonly List<string> _names = [];
    private LogFieldNames _expected = LogFieldNames.None;
    private string[] _values = new string[16];
    private int _count;
    private bool _asExpected = true;

    public FieldCollector()
        : this(FieldNameTable.Shared)
    {
    }

    /// <summary>Adds a field from its bytes. Bytes that are no UTF-8 become replacement characters.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        AddName(name);
        AddValue(value);
    }

    /// <summary>Adds a field.</summary>
    public void Add(string name, string value)
    {
        AddName(name);
        AddValue(value);
    }

    /// <summary>Begins a field with its name; its value must follow.</summary>
    public void AddName(ReadOnlySpan<byte> utf8)
    {
        if (_asExpected)
        {
            if (_expected.IsAt(_count, utf8))
            {
                return;
            }

            Deviate();
        }

        _names.Add(_texts.Get(utf8));
    }

    /// <summary>As the other form.</summary>
    public void AddName(string name)
    {
        if (_asExpected)
        {
            if (_expected.IsAt(_count, name))
            {
                return;
            }

            Deviate();
        }

        _names.Add(name);
    }

    /// <summary>Ends a field with its value.</summary>
    public void AddValue(ReadOnlySpan<byte> utf8)
    {
        Reserve();
        // what stands there is the value of the log before; other than ASCII never compares equal and is read anew
        ref string value = ref _values[_count++];
        if (value is null || !Ascii.Equals(utf8, value))
        {
            value = _texts.Get(utf8);
        }
    }

    /// <summary>As the other form.</summary>
    public void AddValue(string value)
    {
        Reserve();
        _values[_count++] = value;
    }

    /// <summary>The fields since the last call.</summary>
    public LogFields Take()
    {
        if (!_asExpected)
        {
            _expected = table.Get(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_names));
        }
        else if (_count < _expected.Count)
        {
            _expected = table.Get(_expected.Span[.._count]);
        }

        LogFields taken = _count == 0 ? LogFields.None : new(_expected, _values.AsSpan(0, _count).ToArray());
        _count = 0;
        _asExpected = true;
        return taken;
    }

    private void Deviate()
    {
        _asExpected = false;
        _names.Clear();
        foreach (string name in _expected.Span[..Math.Min(_count, _expected.Count)])
        {
            _names.Add(name);
        }
    }

    private void Reserve()
    {
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, _count * 2);
        }
    }
}
