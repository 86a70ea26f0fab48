using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>A name to get: a plain one is one request, one with wildcards is a listing.</summary>
internal sealed class NamePattern
{
    private static readonly char[] s_special = ['*', '?', '[', ']', '`'];
    private readonly WildcardPattern _pattern;

    public NamePattern(string text)
    {
        Text = text;
        IsPlain = !WildcardPattern.ContainsWildcardCharacters(text);
        _pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
    }

    public string Text { get; }

    public bool IsPlain { get; }

    /// <summary>The longest stretch without wildcards, to let the service narrow the list; null when there is none.</summary>
    public string? Hint
    {
        get
        {
            // inside brackets any one letter matches, so nothing there is certain
            var certain = Text.Contains('[', StringComparison.Ordinal) ? Text[..Text.IndexOf('[', StringComparison.Ordinal)] : Text;
            var longest = certain.Split(s_special, StringSplitOptions.RemoveEmptyEntries).MaxBy(part => part.Length);
            return string.IsNullOrEmpty(longest) ? null : longest.ToLowerInvariant();
        }
    }

    public bool Matches(string name) => _pattern.IsMatch(name);

    /// <summary>The patterns of a parameter; none given means all.</summary>
    public static IEnumerable<NamePattern> From(string[]? names) => names is { Length: > 0 } ? names.Select(name => new NamePattern(name)) : [new NamePattern("*")];
}
