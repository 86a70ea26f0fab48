using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>As <see cref="EntryShape"/>, for rows of an SQL result.</summary>
internal sealed class RowShape
{
    private readonly string[] _names;
    private readonly Func<string?[], LogQueryRow>? _create;

    public RowShape(IEnumerable<string> columns)
    {
        _names = PropertyNames.For([], columns);
        _create = EntryShape.MayMakeType(_names) ? EntryTypeBuilder.ForRows(_names) : null;
    }

    /// <summary>A row as an object, which keeps the array.</summary>
    public object Create(string?[] texts) => _create is null ? CreateBag(texts) : _create(texts);

    private PSObject CreateBag(string?[] texts)
    {
        var bag = PropertyBag.Create(LogEntryBuilder.RowTypeName, _names.Length);
        for (var place = 0; place < _names.Length; place++)
        {
            PropertyBag.Add(bag, _names[place], texts[place]);
        }

        return bag;
    }
}
