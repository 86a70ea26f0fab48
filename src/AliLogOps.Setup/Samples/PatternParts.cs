namespace AliLogOps.Setup.Samples;

/// <summary>The places where a regular expression can be cut so that each beginning is an expression of its own.</summary>
internal static class PatternParts
{
    /// <summary>
    /// Offsets between the parts on the outermost level, from 0 to the pattern's length. An expression with alternatives on that level
    /// has only those two, because a beginning of it would mean something else.
    /// </summary>
    public static IReadOnlyList<int> Boundaries(string pattern)
    {
        List<int> cuts = [0];
        int i = 0;
        while (i < pattern.Length)
        {
            if (pattern[i] == '|')
            {
                return [0, pattern.Length];
            }

            i = SkipQuantifier(pattern, SkipAtom(pattern, i));
            cuts.Add(i);
        }

        return cuts;
    }

    private static int SkipAtom(string pattern, int start)
    {
        switch (pattern[start])
        {
            case '\\':
                return Math.Min(start + 2, pattern.Length);
            case '[':
                return SkipClass(pattern, start);
            case '(':
                int i = start + 1;
                while (i < pattern.Length && pattern[i] != ')')
                {
                    i = pattern[i] == '|' ? i + 1 : SkipAtom(pattern, i);
                }

                return Math.Min(i + 1, pattern.Length);
            default:
                return start + 1;
        }
    }

    private static int SkipClass(string pattern, int start)
    {
        int i = start + 1;
        i += i < pattern.Length && pattern[i] == '^' ? 1 : 0;

        // A bracket right at the beginning is a member of the class.
        i += i < pattern.Length && pattern[i] == ']' ? 1 : 0;
        while (i < pattern.Length && pattern[i] != ']')
        {
            i += pattern[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i + 1, pattern.Length);
    }

    private static int SkipQuantifier(string pattern, int i)
    {
        while (i < pattern.Length)
        {
            if (pattern[i] is '*' or '+' or '?')
            {
                i++;
            }
            else if (pattern[i] == '{' && pattern.IndexOf('}', i) is int close and > 0 && char.IsAsciiDigit(pattern[i + 1]))
            {
                i = close + 1;
            }
            else
            {
                break;
            }
        }

        return i;
    }
}
