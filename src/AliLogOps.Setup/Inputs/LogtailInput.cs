using System.Globalization;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup;

/// <summary>
/// The detail of each kind of input under the service's own names (Log Service API: "Logtail configuration files"). Mistakes that
/// would make every line fail are found here.
/// </summary>
public static class LogtailInput
{
    private const string WholeLine = "(.*)";
    private const string EveryLine = ".*";

    /// <summary>Lines as they are, in one field <c>content</c>.</summary>
    /// <param name="file">The files.</param>
    /// <param name="beginPattern">What the first line of a log of several lines matches, as a whole; null for one line each.</param>
    /// <exception cref="ArgumentException">Something cannot work.</exception>
    public static IReadOnlyDictionary<string, object?> Simple(FileInput file, string? beginPattern = null)
    {
        var detail = Begin(file, "common_reg_log");
        detail["logBeginRegex"] = CheckPattern(beginPattern ?? EveryLine, "begin pattern");
        detail["regex"] = WholeLine;
        detail["key"] = new List<object?> { "content" };
        return detail;
    }

    /// <summary>Lines cut by a pattern, each group into its field.</summary>
    /// <param name="file">The files.</param>
    /// <param name="pattern">The pattern; one group for each field.</param>
    /// <param name="fields">The fields in the order of the groups.</param>
    /// <param name="beginPattern">What the first line of a log of several lines matches, as a whole; null for one line each.</param>
    /// <param name="timeFormat">How the field <c>time</c> is written, in the words of strptime; null takes the time of reading.</param>
    /// <exception cref="ArgumentException">Something cannot work.</exception>
    public static IReadOnlyDictionary<string, object?> FullRegex(FileInput file, string pattern, IReadOnlyList<string> fields, string? beginPattern = null, string? timeFormat = null)
    {
        CheckPattern(pattern, "pattern");
        CheckFields(fields);
        var groups = new Regex(pattern, RegexOptions.CultureInvariant).GetGroupNumbers().Length - 1;
        if (groups != fields.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The pattern '{pattern}' has {groups} groups, but {fields.Count} fields are named ({string.Join(", ", fields)}). Give one field for each group; write (?:…) for a group without a field."));
        }

        if (timeFormat is not null && !fields.Contains("time"))
        {
            throw new ArgumentException($"The time format '{timeFormat}' reads the field 'time', which is not among the fields ({string.Join(", ", fields)}). Call the field with the time 'time'.");
        }

        var detail = Begin(file, "common_reg_log");
        detail["logBeginRegex"] = CheckPattern(beginPattern ?? EveryLine, "begin pattern");
        detail["regex"] = pattern;
        detail["key"] = fields.Cast<object?>().ToList();
        detail["timeFormat"] = timeFormat ?? "";
        return detail;
    }

    /// <summary>Lines cut at a separator.</summary>
    /// <param name="file">The files.</param>
    /// <param name="separator">The separator, 1 to 3 characters.</param>
    /// <param name="fields">The fields in order.</param>
    /// <param name="quote">The character around values that hold the separator; null for none.</param>
    /// <param name="timeKey">The field with the time; null takes the time of reading.</param>
    /// <param name="timeFormat">How it is written.</param>
    /// <exception cref="ArgumentException">Something cannot work.</exception>
    public static IReadOnlyDictionary<string, object?> Delimiter(FileInput file, string separator, IReadOnlyList<string> fields, char? quote = null, string? timeKey = null, string? timeFormat = null)
    {
        ArgumentNullException.ThrowIfNull(separator);
        CheckFields(fields);
        if (separator.Length is < 1 or > 3)
        {
            throw new ArgumentException($"The separator '{separator}' must have 1 to 3 characters.");
        }

        if (timeKey is not null && !fields.Contains(timeKey))
        {
            throw new ArgumentException($"The field with the time, '{timeKey}', is not among the fields ({string.Join(", ", fields)}).");
        }

        var detail = Begin(file, "delimiter_log");
        detail["separator"] = separator;
        // without one the agent expects U+0001, which no log holds
        detail["quote"] = (quote ?? '\u0001').ToString();
        detail["key"] = fields.Cast<object?>().ToList();
        detail["autoExtend"] = true;
        AddTime(detail, timeKey, timeFormat);
        return detail;
    }

    /// <summary>One JSON object a line.</summary>
    /// <param name="file">The files.</param>
    /// <param name="timeKey">The member with the time; null takes the time of reading.</param>
    /// <param name="timeFormat">How it is written.</param>
    /// <exception cref="ArgumentException">Something cannot work.</exception>
    public static IReadOnlyDictionary<string, object?> Json(FileInput file, string? timeKey = null, string? timeFormat = null)
    {
        var detail = Begin(file, "json_log");
        AddTime(detail, timeKey, timeFormat);
        return detail;
    }

    /// <summary>An input of the agent's plugins.</summary>
    /// <param name="plugin">Its inputs, processors and so on.</param>
    /// <exception cref="ArgumentException">It has no input.</exception>
    public static IReadOnlyDictionary<string, object?> Plugin(IReadOnlyDictionary<string, object?> plugin)
    {
        RequireSteps(plugin, "inputs", "type", 1, int.MaxValue);
        return new Dictionary<string, object?>(StringComparer.Ordinal) { ["plugin"] = plugin };
    }

    /// <summary>A config of the pipeline form. Without a flusher, one to the logstore is added.</summary>
    /// <param name="pipeline">Its inputs, processors and so on.</param>
    /// <param name="endpoint">The service's host, for that flusher.</param>
    /// <param name="region">The region, for that flusher.</param>
    /// <exception cref="ArgumentException">The service would refuse it.</exception>
    public static IReadOnlyDictionary<string, object?> Pipeline(IReadOnlyDictionary<string, object?> pipeline, string endpoint, string region)
    {
        RequireSteps(pipeline, "inputs", "Type", 1, 1);
        var detail = new Dictionary<string, object?>(pipeline, StringComparer.Ordinal);
        if (!detail.ContainsKey("flushers"))
        {
            detail["flushers"] = new List<object?> { new Dictionary<string, object?>(StringComparer.Ordinal) { ["Type"] = "flusher_sls", ["Endpoint"] = endpoint, ["Region"] = region } };
        }

        RequireSteps(detail, "flushers", "Type", 1, 1);
        return detail;
    }

    private static Dictionary<string, object?> Begin(FileInput file, string logType)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.LogPath.StartsWith('/') && !(file.LogPath.Length > 2 && char.IsAsciiLetter(file.LogPath[0]) && file.LogPath[1] == ':'))
        {
            throw new ArgumentException($"The folder '{file.LogPath}' is not absolute. Give it from the root, such as /var/log/app or C:\\logs.");
        }

        if (file.FilePattern.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The file pattern '{file.FilePattern}' holds a folder. Give folders with the path and names only here.");
        }

        var detail = new Dictionary<string, object?>(StringComparer.Ordinal) { ["logType"] = logType, ["logPath"] = file.LogPath, ["filePattern"] = file.FilePattern };
        Add(detail, "topicFormat", file.TopicFormat);
        Add(detail, "fileEncoding", file.FileEncoding);
        Add(detail, "maxDepth", file.MaxDepth);
        Add(detail, "discardUnmatch", file.KeepUnmatched is { } keep ? !keep : null);
        return detail;
    }

    private static void Add(Dictionary<string, object?> detail, string name, object? value)
    {
        if (value is not null)
        {
            detail[name] = value;
        }
    }

    private static void AddTime(Dictionary<string, object?> detail, string? timeKey, string? timeFormat)
    {
        if (timeKey is null != timeFormat is null)
        {
            throw new ArgumentException($"The time needs both, the field it is in and how it is written; only the {(timeKey is null ? "format" : "field")} was given.");
        }

        detail["timeKey"] = timeKey ?? "";
        detail["timeFormat"] = timeFormat ?? "";
    }

    private static void CheckFields(IReadOnlyList<string> fields)
    {
        if (fields.GroupBy(field => field, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The field '{twice.Key}' is named more than once. Give each a name of its own.");
        }
    }

    private static string CheckPattern(string pattern, string what)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return pattern;
        }
        catch (RegexParseException problem)
        {
            throw new ArgumentException($"The {what} '{pattern}' is not a regular expression: {problem.Message}", problem);
        }
    }

    private static void RequireSteps(IReadOnlyDictionary<string, object?> detail, string member, string type, int least, int most)
    {
        ArgumentNullException.ThrowIfNull(detail);
        var steps = detail.GetValueOrDefault(member) as IReadOnlyList<object?>;
        var count = steps?.Count ?? 0;
        if (count < least || count > most)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The member '{member}' has {count} elements; {(most == least ? $"exactly {least} is" : $"at least {least} is")} needed."));
        }

        if (steps!.FirstOrDefault(step => step is not IReadOnlyDictionary<string, object?> table || !table.ContainsKey(type)) is not null)
        {
            throw new ArgumentException($"An element of '{member}' has no '{type}'. Name its plugin there.");
        }
    }
}
