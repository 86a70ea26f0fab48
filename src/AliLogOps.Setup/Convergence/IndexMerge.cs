namespace AliLogOps.Setup;

/// <summary>Lays the desired members over an index. The service replaces the whole document, so all that exists goes along.</summary>
internal static class IndexMerge
{
    public static LogIndex Merge(LogIndex source, IndexSpec spec)
    {
        var keys = new Dictionary<string, LogIndexKey>(StringComparer.Ordinal);
        foreach (var (name, key) in source.Keys)
        {
            if (!spec.Exact || spec.Keys?.ContainsKey(name) == true)
            {
                keys[name] = key;
            }
        }

        foreach (var (name, wanted) in spec.Keys ?? new Dictionary<string, IndexKeySpec>())
        {
            keys[name] = MergeKey(keys.GetValueOrDefault(name), wanted);
        }

        return source with
        {
            Line = MergeLine(source.Line, spec),
            Keys = keys,
            MaxTextLength = spec.MaxTextLength ?? source.MaxTextLength,
        };
    }

    /// <summary>Whether values of this type are split into words.</summary>
    public static bool HasWords(string? type) => type is "text" or "json";

    private static LogIndexLine? MergeLine(LogIndexLine? source, IndexSpec spec)
    {
        if (spec.FullText is null)
        {
            return source;
        }

        if (spec.FullText == false)
        {
            return null;
        }

        source ??= new LogIndexLine();
        return source with
        {
            Token = spec.Line.Token ?? source.Token,
            CaseSensitive = spec.Line.CaseSensitive ?? source.CaseSensitive,
            Chinese = spec.Line.Chinese ?? source.Chinese,
        };
    }

    private static LogIndexKey MergeKey(LogIndexKey? source, IndexKeySpec wanted)
    {
        var type = wanted.Type ?? source?.Type ?? "text";
        var words = HasWords(type);
        var token = source is not null && HasWords(source.Type) ? source.Token : LogIndexLine.DefaultToken;
        // SQL can use a new field unless told otherwise, as in the console
        source ??= new LogIndexKey { Type = type, DocValue = true };
        return source with
        {
            Type = type,
            Token = words ? wanted.Token ?? token : [],
            CaseSensitive = words && (wanted.CaseSensitive ?? source.CaseSensitive),
            Chinese = words && (wanted.Chinese ?? source.Chinese),
            DocValue = wanted.DocValue ?? source.DocValue,
            Alias = wanted.Alias ?? source.Alias,
        };
    }
}
