namespace AliLogOps.Emulator.Query;

/// <summary>
/// Plans conditions without a key. They look at the key names, at all values without an index of their own by the
/// line's delimiters, and at values with a text or JSON index by that index's delimiters and letter case.
/// </summary>
internal sealed class FullTextPlanner(IndexDefinition current, IndexDefinition written)
{
    /// <exception cref="QueryRefusedException">There is no full-text index.</exception>
    public SearchPlan Plan(TextMatch match)
    {
        if (current.Line is null)
        {
            throw new QueryRefusedException(
                $"keyword ({match.Text}) needs a full text index and the logstore has none: add line to its index or search with key:value");
        }
        if (written.Line is null)
        {
            return SearchPlan.Nothing;
        }
        return match.Kind switch
        {
            TextMatchKind.Words => PlanPieces([match.Text]),
            TextMatchKind.Pattern => PlanAll(QueryText.PatternPieces(match.Text, written.Line).ConvertAll(PlanPatternPiece)),
            _ => PlanPhrase(match.Text),
        };
    }

    /// <summary>All words of all texts, anywhere in the log.</summary>
    public SearchPlan PlanPieces(IEnumerable<string> texts)
    {
        return written.Line is null
            ? SearchPlan.Nothing
            : PlanAll(texts.SelectMany(text => QueryText.Pieces(text, written.Line)).Select(PlanPiece).ToList());
    }

    private static SearchPlan PlanAll(List<SearchPlan> plans)
    {
        return plans.Count == 0 ? SearchPlan.Nothing : SearchPlan.All(plans);
    }

    private SearchPlan PlanPiece(string piece)
    {
        return AnyField((field, rule) => WordPlanner.PlanWords(field, rule, piece));
    }

    private SearchPlan PlanPatternPiece(string piece)
    {
        return AnyField((field, rule) => WordPlanner.PlanPattern(field, rule, piece));
    }

    private SearchPlan PlanPhrase(string text)
    {
        return AnyField((field, rule) => WordPlanner.PlanPhrase(field, rule, text));
    }

    private SearchPlan AnyField(Func<string, TokenRule, SearchPlan> plan)
    {
        TokenRule line = written.Line!;
        List<SearchPlan> plans = [plan(FieldNames.Line, line), plan(FieldNames.KeyNames, line)];
        foreach ((string key, FieldIndex field) in written.Keys)
        {
            if (field.Rule is not null && written.LineCovers(key) && !IndexDefinition.IsGroupKey(key))
            {
                plans.Add(plan(key, field.Rule));
            }
        }
        return SearchPlan.Any(plans.FindAll(p => p is not NothingPlan));
    }
}
