using System.Text;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Texts counted by characters as the service counts them: Unicode code points, from 1.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        int count = text.Length;
        foreach (char c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }
        return count;
    }

    /// <summary>Index of the character with a number from 0, in the text's own units.</summary>
    public static int IndexOf(string text, long number)
    {
        int index = 0;
        while (number > 0 && index < text.Length)
        {
            index += char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
            number--;
        }
        return index;
    }

    /// <param name="start">From 1; a negative number counts from the end.</param>
    public static string Substring(string text, long start, long length)
    {
        int count = Count(text);
        long first = start > 0 ? start - 1 : start < 0 ? count + start : -1;
        if (first < 0 || first >= count || length <= 0)
        {
            return "";
        }
        long last = Math.Min(length, count - first);
        int from = IndexOf(text, first);
        return text[from..(from + IndexOf(text[from..], last))];
    }

    public static string Reverse(string text)
    {
        StringBuilder reversed = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes().Reverse())
        {
            reversed.Append(rune.ToString());
        }
        return reversed.ToString();
    }

    private static IEnumerable<Rune> Reverse(this StringRuneEnumerator runes)
    {
        List<Rune> list = [];
        foreach (Rune rune in runes)
        {
            list.Add(rune);
        }
        list.Reverse();
        return list;
    }
}
