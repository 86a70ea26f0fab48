namespace AliLogOps.Emulator.Query;

/// <summary>Turns a condition on words into look-ups in one field.</summary>
internal static class WordPlanner
{
    public static SearchPlan Plan(string field, TokenRule rule, TextMatch match)
    {
        return match.Kind switch
        {
            TextMatchKind.Words => PlanWords(field, rule, match.Text),
            TextMatchKind.Pattern => PlanPattern(field, rule, match.Text),
            TextMatchKind.Phrase => PlanPhrase(field, rule, match.Text),
            _ => throw new ArgumentException($"{match.Kind} is no condition on words.", nameof(match)),
        };
    }

    /// <summary>All words of the text; a text of delimiters alone has no word and matches nothing.</summary>
    public static SearchPlan PlanWords(string field, TokenRule rule, string text)
    {
        List<byte[]> words = QueryText.Words(text, rule);
        return words.Count == 0 ? SearchPlan.Nothing : SearchPlan.All(words.ConvertAll(SearchPlan (word) => new WordPlan(field, word)));
    }

    /// <summary>A run of any characters that a delimiter leaves alone asks for nothing.</summary>
    public static SearchPlan PlanPattern(string field, TokenRule rule, string pattern)
    {
        List<SearchPlan> plans = [];
        foreach (string piece in QueryText.PatternPieces(pattern, rule))
        {
            if (!WordPatterns.HasWildcard(piece))
            {
                plans.Add(PlanWords(field, rule, WordPatterns.Unescape(piece)));
            }
            else if (piece != "*")
            {
                plans.Add(new PatternPlan(field, new WordPattern(piece, rule.CaseSensitive)));
            }
        }
        return plans.Count == 0 ? SearchPlan.Nothing : SearchPlan.All(plans);
    }

    public static SearchPlan PlanPhrase(string field, TokenRule rule, string text)
    {
        List<byte[]> words = QueryText.Words(text, rule);
        return words.Count < 2 ? PlanWords(field, rule, text) : new PhrasePlan(field, rule, words);
    }
}
