namespace AliLogOps.Setup.Hosts;

/// <summary>Lines that differ between two short texts.</summary>
internal static class LineDiff
{
    /// <summary>Removed lines with <c>-</c>, added ones with <c>+</c>, in their order; common lines are left out.</summary>
    public static IReadOnlyList<string> Create(string from, string to)
    {
        string[] old = Split(from);
        string[] now = Split(to);

        // Longest common subsequence from the end; host files have some dozen lines.
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        List<string> lines = [];
        int a = 0;
        int b = 0;
        while (a < old.Length || b < now.Length)
        {
            if (a < old.Length && b < now.Length && old[a] == now[b])
            {
                a++;
                b++;
            }
            else if (b == now.Length || (a < old.Length && common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add("- " + old[a++]);
            }
            else
            {
                lines.Add("+ " + now[b++]);
            }
        }

        return lines;
    }

    // A missing final line end is a difference people should see, so the text is not trimmed.
    private static string[] Split(string text) => text.Split('\n');
}
