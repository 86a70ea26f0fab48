using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Samples;

/// <summary>Full regex mode: the pattern must match the whole log, and each of its groups is a field.</summary>
internal sealed class PatternParser : ISampleParser
{
    // A pattern that backtracks without end on a sample would do so on the host as well.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private readonly string _pattern;
    private readonly Regex _regex;
    private readonly IReadOnlyList<string> _keys;

    public PatternParser(string pattern, IReadOnlyList<string> keys)
    {
        _pattern = pattern;
        _keys = keys;
        try
        {
            _regex = Anchored(pattern);
        }
        catch (RegexParseException exception)
        {
            throw new ArgumentException($"The pattern '{pattern}' is not valid at character {exception.Offset}: {exception.Message}", exception);
        }

        int groups = _regex.GetGroupNumbers().Length - 1;
        if (groups != keys.Count)
        {
            throw new ArgumentException($"The pattern has {groups} group(s), the config names {keys.Count} field(s); each group is one field.");
        }
    }

    public SampleEntry Parse(string text)
    {
        try
        {
            Match match = _regex.Match(text);
            return match.Success
                ? new SampleEntry { Line = 0, Text = text, Matched = true, Fields = [.. _keys.Select((key, i) => KeyValuePair.Create(key, match.Groups[i + 1].Value))] }
                : Explain(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return new SampleEntry
            {
                Line = 0,
                Text = text,
                Matched = false,
                Reason = "The pattern takes over a second on this log: it backtracks. Replace nested repetitions and .* by narrower classes such as [^\"]*.",
            };
        }
    }

    /// <summary>Finds the longest beginning of the pattern that matches a beginning of the text: what follows it is what failed.</summary>
    private SampleEntry Explain(string text)
    {
        IReadOnlyList<int> boundaries = PatternParts.Boundaries(_pattern);
        for (int i = boundaries.Count - 1; i >= 0; i--)
        {
            Match match = new Regex("^(?:" + _pattern[..boundaries[i]] + ")", RegexOptions.CultureInvariant, s_limit).Match(text);
            if (!match.Success)
            {
                continue;
            }

            int end = i + 1 < boundaries.Count ? boundaries[i + 1] : _pattern.Length;
            string failed = _pattern[boundaries[i]..end];
            string rest = text[match.Length..];
            return new SampleEntry
            {
                Line = 0,
                Text = text,
                Matched = false,
                FailedAt = match.Length,
                FailedPart = failed,
                Reason = failed.Length == 0
                    ? $"The pattern ends at character {match.Length}, the text goes on with '{Shorten(rest)}'; the whole log must match."
                    : $"'{failed}' does not match '{Shorten(rest)}' at character {match.Length}.",
            };
        }

        return new SampleEntry { Line = 0, Text = text, Matched = false, Reason = "The pattern does not match." };
    }

    private static Regex Anchored(string pattern) => new("^(?:" + pattern + ")\\z", RegexOptions.CultureInvariant, s_limit);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
