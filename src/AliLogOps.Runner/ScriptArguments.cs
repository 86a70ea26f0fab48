using System.Management.Automation.Runspaces;

namespace AliLogOps.Runner;

/// <summary>
/// Turns the words after the script's name into parameters as <c>pwsh -File</c> does: every word is a literal string,
/// <c>-Name</c> names a parameter, <c>-Name:value</c> carries its value, and only there <c>$true</c>, <c>true</c>,
/// <c>$false</c> and <c>false</c> become booleans, so that <c>-Switch:$false</c> turns a switch off.
/// </summary>
internal static class ScriptArguments
{
    // hyphen, en dash, em dash, horizontal bar: the language takes them all as a parameter's dash
    private const string Dashes = "-\u2013\u2014\u2015";

    internal static IEnumerable<CommandParameter> ToParameters(IReadOnlyList<string> words)
    {
        for (int index = 0; index < words.Count; index++)
        {
            string word = words[index];
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (word.Length < 2 || !Dashes.Contains(word[0], StringComparison.Ordinal))
            {
                yield return new CommandParameter(null, word);
            }
            else if (colon < 0)
            {
                yield return new CommandParameter(word);
            }
            else if (colon < word.Length - 1)
            {
                yield return new CommandParameter(word[..colon], BooleanOrText(word[(colon + 1)..]));
            }
            else if (index + 1 < words.Count)
            {
                // "-Name: value" written as two words
                yield return new CommandParameter(word.TrimEnd(':'), words[++index]);
            }
            else
            {
                // nothing follows: the binder then says which argument is missing
                yield return new CommandParameter(word.TrimEnd(':'));
            }
        }
    }

    private static object BooleanOrText(string text)
    {
        ReadOnlySpan<char> bare = text.StartsWith('$') ? text.AsSpan(1) : text;
        return bool.TryParse(bare, out bool value) ? value : text;
    }
}
