using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>
/// Types of fields at a place in a script. They follow from the script alone: a field is a varchar unless extend has made something else
/// of it, and every name is a field, which a log may not have.
/// </summary>
internal sealed class SplSchema
{
    private Dictionary<string, SqlType> _types = new(StringComparer.Ordinal);

    public SqlType TypeOf(string field)
    {
        return SplNames.IsTime(field) ? SqlType.Bigint : _types.GetValueOrDefault(field, SqlType.Varchar);
    }

    public bool IsText(string field)
    {
        return TypeOf(field) == SqlType.Varchar;
    }

    /// <summary>Fields that extend has made numbers or the like.</summary>
    public IEnumerable<string> OtherThanText()
    {
        return _types.Where(type => type.Value != SqlType.Varchar).Select(type => type.Key);
    }

    public void Set(string field, SqlType type)
    {
        _types[field] = type;
    }

    public void Keep(Predicate<string> fits)
    {
        _types = new(_types.Where(type => fits(type.Key)), StringComparer.Ordinal);
    }

    /// <summary>All renames take place at once.</summary>
    public void Rename(IReadOnlyList<SplRename> renamed)
    {
        List<SqlType> types = [.. renamed.Select(rename => TypeOf(rename.Old))];
        foreach (SplRename rename in renamed)
        {
            _types.Remove(rename.Old);
        }
        for (int i = 0; i < renamed.Count; i++)
        {
            _types[renamed[i].New] = types[i];
        }
    }
}
