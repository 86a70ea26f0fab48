using System.Collections;

namespace AliLogOps;

/// <summary>The fields of one log: names that it shares with its like, and values of its own.</summary>
public sealed class LogFields : IReadOnlyList<KeyValuePair<string, string>>
{
    /// <summary>No fields.</summary>
    public static readonly LogFields None = new(LogFieldNames.None, []);

    private readonly string[] _values;

    internal LogFields(LogFieldNames names, string[] values)
    {
        Names = names;
        _values = values;
    }

    /// <summary>The names, in order.</summary>
    public LogFieldNames Names { get; }

    /// <summary>The values, in the order of the names.</summary>
    public ReadOnlySpan<string> Values => _values;

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, string> this[int index] => new(Names[index], _values[index]);

    /// <summary>The same fields in this form.</summary>
    /// <param name="fields">Fields in any form.</param>
    public static LogFields From(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields is LogFields same)
        {
            return same;
        }

        Client.FieldCollector collector = new();
        foreach ((string name, string value) in fields)
        {
            collector.Add(name, value);
        }

        return collector.Take();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int index = 0; index < _values.Length; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
