using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Search;

/// <summary>Numbers of one key, each with its log; integers of a long field, bits of a double one.</summary>
internal sealed class NumberColumn(bool isDouble)
{
    private readonly List<int> _documents = [];
    private readonly List<long> _values = [];

    public bool IsDouble => isDouble;

    public int Count => _documents.Count;

    public int Document(int index)
    {
        return _documents[index];
    }

    public long Bits(int index)
    {
        return _values[index];
    }

    public void Add(int document, long bits)
    {
        _documents.Add(document);
        _values.Add(bits);
    }

    /// <summary>Adds the value if it is a number of the field's type; otherwise it cannot be found by number.</summary>
    public void Add(int document, ReadOnlySpan<byte> value)
    {
        if (isDouble)
        {
            if (QueryNumber.TryParseDouble(value, out double real))
            {
                Add(document, BitConverter.DoubleToInt64Bits(real));
            }
        }
        else if (QueryNumber.TryParseLong(value, out long integer))
        {
            Add(document, integer);
        }
    }

    public void Select(NumberRange range, DocSet result)
    {
        for (int i = 0; i < _documents.Count; i++)
        {
            if (isDouble ? range.Contains(BitConverter.Int64BitsToDouble(_values[i])) : range.Contains(_values[i]))
            {
                result.Add(_documents[i]);
            }
        }
    }
}
