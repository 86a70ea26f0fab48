using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Spl;

/// <summary>The text of a script: commands with bars between them.</summary>
internal static class SplText
{
    /// <summary>Whether what follows the bar of a query is a script: neither SQL nor nothing.</summary>
    public static bool IsScript(string? text)
    {
        int start = text is null ? -1 : SkipBlanks(text, 0);
        return start >= 0 && start < text!.Length && text[start] != '(' && !SplNames.BeginsOther(Word(text, start));
    }

    /// <summary>The word at a position: letters, digits, underscores and hyphens.</summary>
    public static string Word(string text, int start)
    {
        int end = start;
        while (end < text.Length && (text[end] is '_' or '-' || char.IsLetterOrDigit(text[end])))
        {
            end++;
        }
        return text[start..end];
    }

    /// <summary>Position of the next character that is neither a blank nor in a comment.</summary>
    public static int SkipBlanks(string text, int position)
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (CommentEnd(text, position) is { } end)
            {
                position = end;
            }
            else
            {
                break;
            }
        }
        return position;
    }

    /// <summary>Cuts at the bars that are in no quotation marks and no comments; two bars join texts.</summary>
    /// <exception cref="SqlRefusedException">There are too many commands.</exception>
    public static List<(int Start, int End)> Cut(string text)
    {
        List<(int Start, int End)> parts = [];
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"')
            {
                int close = text.IndexOf(text[i], i + 1);
                i = close < 0 ? text.Length : close;
            }
            else if (CommentEnd(text, i) is { } end)
            {
                i = end - 1;
            }
            else if (text[i] == '|')
            {
                if (i + 1 < text.Length && text[i + 1] == '|')
                {
                    i++;
                    continue;
                }
                parts.Add((start, i));
                start = i + 1;
                if (parts.Count == SplLimits.Commands)
                {
                    throw new SqlRefusedException(
                        SqlRefusedException.Syntax, start, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the script has more than {SplLimits.Commands} commands: put conditions into one where, fields into one extend"));
                }
            }
        }
        parts.Add((start, text.Length));
        return parts;
    }

    /// <summary>Where the comment that begins at a position ends; null if none begins there.</summary>
    private static int? CommentEnd(string text, int position)
    {
        if (string.CompareOrdinal(text, position, "--", 0, 2) == 0)
        {
            int line = text.IndexOf('\n', position);
            return line < 0 ? text.Length : line + 1;
        }
        if (string.CompareOrdinal(text, position, "/*", 0, 2) == 0)
        {
            int close = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + 2;
        }
        return null;
    }
}
