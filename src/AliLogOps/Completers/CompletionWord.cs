using System.Management.Automation;

namespace AliLogOps.Completers;

/// <summary>The word under the cursor: matching and quoting the way the user began it.</summary>
internal readonly struct CompletionWord
{
    private readonly string _quote;
    private readonly WildcardPattern _pattern;

    public CompletionWord(string? word)
    {
        word ??= "";
        _quote = word.StartsWith('\'') ? "'" : word.StartsWith('"') ? "\"" : "";
        Text = word.Trim('\'', '"');
        // * and ? work while completing; a lone bracket would be a malformed pattern, so those are taken literally
        var pattern = Text.Contains('[', StringComparison.Ordinal) || Text.Contains('`', StringComparison.Ordinal) ? WildcardPattern.Escape(Text) : Text;
        _pattern = new WildcardPattern(pattern + "*", WildcardOptions.IgnoreCase);
    }

    /// <summary>What was typed, without quotes.</summary>
    public string Text { get; }

    public bool Matches(string value) => _pattern.IsMatch(value);

    public CompletionResult Result(string value, string tooltip)
    {
        // a word that the language would break up needs quotes although none were typed
        var quote = _quote.Length > 0 || value.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or ':' or '/') ? _quote : "'";
        var quoted = quote + (quote == "'" ? value.Replace("'", "''", StringComparison.Ordinal) : value) + quote;
        return new CompletionResult(quoted, value, CompletionResultType.ParameterValue, tooltip);
    }
}
