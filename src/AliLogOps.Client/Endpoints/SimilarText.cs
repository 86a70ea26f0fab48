namespace AliLogOps.Client;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class SimilarText
{
    /// <summary>The candidate that is nearest to a word, letters compared without case; null when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="candidates">What it may have been meant to be.</param>
    /// <param name="mostEdits">How many letters may have been added, dropped or replaced.</param>
    public static string? FindNearest(string word, IEnumerable<string> candidates, int mostEdits)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        string upper = word.ToUpperInvariant();
        (string Candidate, int Edits)[] ranked = [.. candidates.Select(candidate => (candidate, Distance(candidate.ToUpperInvariant(), upper)))];
        return ranked.Length > 0 && ranked.MinBy(one => one.Edits) is var best && best.Edits <= mostEdits ? best.Candidate : null;
    }

    // letters to add, drop or replace on the way from one word to the other
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
