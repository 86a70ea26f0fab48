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
internal sealed record LogColumn(string Name, LogColumnSource Source, SqlType Type, string Key = "", string Path = "");
