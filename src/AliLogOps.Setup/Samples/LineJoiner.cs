using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Samples;

/// <summary>Joins the lines of logs that span several: a log begins with a line that matches the begin pattern as a whole.</summary>
internal sealed class LineJoiner
{
    private readonly Regex? _begin;

    private LineJoiner(Regex? begin) => _begin = begin;

    public static LineJoiner Create(string inputType, JsonObject detail)
    {
        string? pattern = inputType == "file" ? detail["logBeginRegex"]?.ToString() : null;
        if (string.IsNullOrEmpty(pattern) || pattern == ".*")
        {
            return new LineJoiner(null);
        }

        try
        {
            return new LineJoiner(new Regex("^(?:" + pattern + ")\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        }
        catch (RegexParseException exception)
        {
            throw new ArgumentException($"The begin pattern '{pattern}' is not valid at character {exception.Offset}: {exception.Message}", exception);
        }
    }

    public IEnumerable<(int Line, string Text)> Join(IEnumerable<string> lines)
    {
        int number = 0;
        int first = 0;
        List<string> log = [];
        foreach (string line in lines)
        {
            number++;
            if (_begin is null)
            {
                yield return (number, line);
                continue;
            }

            if (_begin.IsMatch(line) && log.Count > 0)
            {
                yield return (first, string.Join('\n', log));
                log.Clear();
            }

            if (log.Count == 0)
            {
                first = number;
            }

            log.Add(line);
        }

        if (log.Count > 0)
        {
            yield return (first, string.Join('\n', log));
        }
    }
}
