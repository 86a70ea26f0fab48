using System.Text;

namespace AliLogOps.Emulator.Query;

/// <summary>The text of an unquoted word: <c>*</c> and <c>?</c> are wildcards, a backslash makes the next character literal.</summary>
internal static class WordPatterns
{
    public static bool HasWildcard(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] is '*' or '?')
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The text a pattern without wildcards stands for.</summary>
    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal))
        {
            return pattern;
        }
        StringBuilder text = new(pattern.Length);
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
            }
            text.Append(pattern[i]);
        }
        return text.ToString();
    }
}
