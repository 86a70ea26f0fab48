namespace AliLogOps.Client;

/// <summary>The order of UTF-8 bytes, which UTF-16's ordinal order differs from where surrogates meet U+E000 to U+FFFF.</summary>
internal static class CodePointOrder
{
    /// <summary>Compares two texts as their UTF-8 bytes would.</summary>
    public static int Compare(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        for (int i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return Rank(left[i]).CompareTo(Rank(right[i]));
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
