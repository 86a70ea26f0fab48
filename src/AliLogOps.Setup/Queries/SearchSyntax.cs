using System.Globalization;

namespace AliLogOps.Setup.Queries;

/// <summary>The pieces of a search, and whether they can stand as they do.</summary>
internal static class SearchSyntax
{
    /// <summary>The terms of a search, in order.</summary>
    public static List<SearchTerm> Terms(string search)
    {
        List<SearchToken> tokens = SearchToken.Split(search);
        List<SearchTerm> terms = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            SearchToken token = tokens[i];
            if (!token.IsWord || token.IsLogical)
            {
                continue;
            }

            terms.Add(ReadTerm(tokens, ref i, token));
        }

        return terms;
    }

    public static QueryFinding? Check(QueryCheckInput input)
    {
        string search = LogQueryText.SearchPart(input.Query);
        List<string> problems = [];
        if (SearchToken.OpenQuote(search) is { } quote)
        {
            problems.Add(At("The quote", quote, "is never closed."));
            return QueryFinding.Of(problems, string.Empty);
        }

        List<SearchToken> tokens = SearchToken.Split(search);
        Balance(tokens, problems);
        for (int i = 0; i < tokens.Count; i++)
        {
            SearchToken token = tokens[i];
            SearchToken? next = i + 1 < tokens.Count ? tokens[i + 1] : null;
            bool opens = next is { } following && (following.IsWord || following.Text is "(" or "[");
            if (token.IsLogical && (!opens || (next!.Value.IsLogical && !next.Value.IsNot)))
            {
                problems.Add(At($"'{token.Text}'", token.Position, "has nothing to its right."));
            }

            if (token.IsLogical && !token.IsNot && (i == 0 || tokens[i - 1].Text == "("))
            {
                problems.Add(At($"'{token.Text}'", token.Position, "has nothing to its left."));
            }

            if (token.IsOperator && next is not { IsWord: true })
            {
                problems.Add(At($"'{token.Text}'", token.Position, opens ? "has a bracket behind it where a value belongs; write the field before each value." : "has no value behind it."));
            }

            if (token.IsOperator && (i == 0 || !tokens[i - 1].IsWord))
            {
                problems.Add(At($"'{token.Text}'", token.Position, "has no field before it."));
            }
        }

        problems.AddRange(Terms(search).Where(term => term.Operator == "in" && term.Bounds != 2).Select(term =>
            At($"'{term.Field} in'", term.First.Position, string.Create(CultureInfo.InvariantCulture, $"has {term.Bounds} bounds; write two with a blank between, such as [1 5]."))));
        return QueryFinding.Of(problems, search.Trim() is "" or "*" ? "Everything is searched for." : string.Create(CultureInfo.InvariantCulture, $"{Terms(search).Count} terms."));
    }

    internal static string At(string what, int position, string problem) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} at character {position + 1} {problem}");

    private static void Balance(List<SearchToken> tokens, List<string> problems)
    {
        Stack<SearchToken> open = new();
        foreach (SearchToken token in tokens)
        {
            // an interval may be closed by another bracket than it was opened with
            if (token.Text is "(" or "[" && !token.Quoted)
            {
                open.Push(token);
            }
            else if (token.Text is ")" or "]" && !token.Quoted && !open.TryPop(out _))
            {
                problems.Add(At($"The bracket '{token.Text}'", token.Position, "closes nothing."));
            }
        }

        foreach (SearchToken token in open)
        {
            problems.Add(At($"The bracket '{token.Text}'", token.Position, "is never closed."));
        }
    }

    private static SearchTerm ReadTerm(List<SearchToken> tokens, ref int i, SearchToken first)
    {
        // a tag has a colon in its name
        bool isTag = first.Text == "__tag__" && i + 2 < tokens.Count && tokens[i + 1].Text == ":" && tokens[i + 2].IsWord;
        string name = first.Text;
        if (isTag)
        {
            name = $"__tag__:{tokens[i + 2].Text}";
            i += 2;
        }

        if (i + 2 < tokens.Count && tokens[i + 1].IsOperator && tokens[i + 2].IsWord)
        {
            SearchTerm term = new(first, name, tokens[i + 1].Text, tokens[i + 2]);
            i += 2;
            return term;
        }

        if (i + 2 < tokens.Count && tokens[i + 1].Text is "in" or "IN" or "In" && !tokens[i + 1].Quoted && tokens[i + 2].Text is "[" or "(")
        {
            SearchTerm term = new(first, name, tokens[i + 1].Text, tokens[i + 2]);
            int begin = i + 3;
            while (i < tokens.Count && tokens[i].Text is not ("]" or ")"))
            {
                i++;
            }

            return term with { Bounds = i - begin };
        }

        return new(first, null, string.Empty, first);
    }
}

/// <summary>A term: a bare word, or a field with an operator and a value.</summary>
internal readonly record struct SearchTerm(SearchToken First, string? Field, string Operator, SearchToken Value)
{
    /// <summary>How many words stand between the brackets of an interval.</summary>
    public int Bounds { get; init; }

    /// <summary>Whether the field is one every log has, indexed or not.</summary>
    public bool IsReservedField => Field is "__topic__" or "__source__" or "source" || Field?.StartsWith("__tag__:", StringComparison.Ordinal) == true;
}
