using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Sql.Translation;

internal enum LogColumnSource
{
    /// <summary>__time__: epoch seconds.</summary>
    Time,

    /// <summary>__date__: the time of the log as text, in the service's zone.</summary>
    Date,

    Source,
    Topic,

    /// <summary>A tag of the log group.</summary>
    Tag,

    /// <summary>A key of the log.</summary>
    Key,

    /// <summary>A leaf of a JSON value.</summary>
    JsonLeaf,
}

/// <summary>A column of the table log.</summary>
/// <param name="Name">What a statement calls it.</param>
/// <param name="Key">Key of the log, or name of the tag.</param>
/// <param name="Path">Dotted path of a JSON leaf.</param>
internal sealed record LogColumn(string Name, LogColumnSource Source, SqlType Type, string Key = "", string Path = "")
{
    /// <summary>The type of the column of an indexed key.</summary>
    public static SqlType TypeOf(FieldIndex field)
    {
        return field.Type switch
        {
            FieldType.Long => SqlType.Bigint,
            FieldType.Double => SqlType.Double,
            _ => SqlType.Varchar,
        };
    }

    /// <summary>
    /// Whether logs written under an index have the column. Analytics apply to what is written after they have been
    /// switched on, and to the type of that time (Log Service documentation, "Configure indexes").
    /// </summary>
    public bool IsIn(IndexDefinition written)
    {
        FieldIndex? field = Source switch
        {
            LogColumnSource.Key => written.Keys.GetValueOrDefault(Key),
            LogColumnSource.JsonLeaf => written.Keys.GetValueOrDefault(Key)?.JsonKeys.GetValueOrDefault(Path),
            _ => null,
        };
        return Source is not (LogColumnSource.Key or LogColumnSource.JsonLeaf) || (field?.HasAnalytics == true && TypeOf(field) == Type);
    }
}
