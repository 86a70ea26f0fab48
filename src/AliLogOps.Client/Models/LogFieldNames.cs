using System.Collections;
using System.Text;

namespace AliLogOps;

/// <summary>
/// The names of a log's fields, in order. Logs of one origin have the same ones, and as a rule share one instance: who keeps something
/// for each set of names may look it up by reference. A name may come more than once.
/// </summary>
public sealed class LogFieldNames : IReadOnlyList<string>
{
    /// <summary>No names.</summary>
    public static readonly LogFieldNames None = new([]);

    private readonly string[] _names;
    private readonly byte[][] _utf8;

    internal LogFieldNames(string[] names)
    {
        _names = names;
        _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public string this[int index] => _names[index];

    /// <summary>The shared instance for names.</summary>
    /// <param name="names">The names, in order.</param>
    public static LogFieldNames For(IEnumerable<string> names) => Client.FieldNameTable.Shared.Get(names.ToArray());

    /// <summary>The names separated by commas.</summary>
    public override string ToString() => string.Join(", ", _names);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)_names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ReadOnlySpan<string> Span => _names;

    /// <summary>Whether these bytes are the name at a place.</summary>
    internal bool IsAt(int index, ReadOnlySpan<byte> utf8) => index < _utf8.Length && utf8.SequenceEqual(_utf8[index]);

    /// <summary>Whether this text is the name at a place.</summary>
    internal bool IsAt(int index, string name) => index < _names.Length && string.Equals(_names[index], name, StringComparison.Ordinal);
}
