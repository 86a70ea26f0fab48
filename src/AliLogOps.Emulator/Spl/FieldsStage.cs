using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>Keeps some fields, then renames some (Log Service documentation, "Field operation instructions").</summary>
internal sealed class FieldsStage(Predicate<string>? keeps, IReadOnlyList<SplRename> renamed) : SplStage
{
    public override SplOutcome Apply(SplRecord record)
    {
        if (keeps is not null)
        {
            record.Keep(keeps);
        }
        List<SplField?> taken = [];
        foreach (SplRename rename in renamed)
        {
            taken.Add(record.Remove(rename.Old, out SplField field) ? field : null);
        }
        for (int i = 0; i < renamed.Count; i++)
        {
            if (taken[i] is { } field)
            {
                record.Set(field with { Name = renamed[i].New });
            }
            else if (record.TypeOf(renamed[i].New) is { } type && type != SqlType.Varchar)
            {
                // what is missing is a text, as is therefore the field of the new name from here on
                record.Remove(renamed[i].New, out _);
            }
        }
        return SplOutcome.Kept;
    }
}
