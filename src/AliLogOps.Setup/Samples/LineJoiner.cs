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

    /// <summary>The logs with the number of their first line; a line on which the begin pattern runs out of time stands alone, with the problem.</summary>
    public IEnumerable<(int Line, string Text, string? Problem)> Join(IEnumerable<string> lines)
    {
        int number = 0;
        int first = 0;
        List<string> log = [];
        foreach (string line in lines)
        {
            number++;
            if (_begin is null)
            {
                yield return (number, line, null);
                continue;
            }

            bool? begins = Begins(line);
            if (begins != false && log.Count > 0)
            {
                yield return (first, string.Join('\n', log), null);
                log.Clear();
            }

            if (begins is null)
            {
                yield return (number, line, "The begin pattern takes over a second on this line: it backtracks. Replace nested repetitions and .* by narrower classes such as [^\"]*.");
                continue;
            }

            if (log.Count == 0)
            {
                first = number;
            }

            log.Add(line);
        }

        if (log.Count > 0)
        {
            yield return (first, string.Join('\n', log), null);
        }
    }

    // null when the pattern backtracks without end, as it would on the host
    private bool? Begins(string line)
    {
        try
        {
            return _begin!.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
