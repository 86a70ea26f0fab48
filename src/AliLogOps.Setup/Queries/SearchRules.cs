using System.Globalization;

namespace AliLogOps.Setup.Queries;

/// <summary>What the search part asks of the index.</summary>
internal static class SearchRules
{
    private const int MostTerms = 30;
    private const int LongestWord = 64;
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase) { "sort", "asc", "desc", "avg", "sum", "min", "max", "limit" };

    public static QueryFinding? Terms(QueryCheckInput input)
    {
        int count = TermsOf(input).Count;
        string evidence = string.Create(CultureInfo.InvariantCulture, $"{count} terms.");
        return count > MostTerms ? new(CheckStatus.Fail, evidence) : QueryFinding.Pass(evidence);
    }

    public static QueryFinding? Index(QueryCheckInput input)
    {
        if (input.Index is not { } index)
        {
            return new(CheckStatus.Fail, "The logstore has no index.");
        }

        string[] bare = [.. TermsOf(input).Where(term => term.Field is null && term.First.Text != "*").Select(term => term.First.Text)];
        return index.Line is null && bare.Length > 0
            ? new(CheckStatus.Fail, $"There is no full-text index, but bare words: {string.Join(", ", bare.Take(5))}.")
            : QueryFinding.Pass(string.Create(CultureInfo.InvariantCulture, $"{(index.Line is null ? "No full text" : "Full text")}, {index.Keys.Count} fields."));
    }

    public static QueryFinding? Fields(QueryCheckInput input)
    {
        SearchTerm[] terms = [.. TermsOf(input).Where(term => term is { Field: not null, Operator: ":" or "in" or "IN" or "In" } && !term.IsReservedField)];
        if (input.Index is not { } index || terms.Length == 0)
        {
            return null;
        }

        List<string> problems = [];
        foreach (SearchTerm term in terms.Where(term => !index.Keys.ContainsKey(term.Field!)).DistinctBy(term => term.Field))
        {
            string? similar = index.Keys.Keys.FirstOrDefault(key => key.Equals(term.Field, StringComparison.OrdinalIgnoreCase));
            problems.Add(SearchSyntax.At($"'{term.Field}'", term.First.Position, similar is null ? "is not indexed." : $"is not indexed, but '{similar}' is."));
        }

        return QueryFinding.Of(problems, string.Join(", ", terms.Select(term => term.Field).Distinct()) + ".");
    }

    public static QueryFinding? Numbers(QueryCheckInput input)
    {
        SearchTerm[] terms = [.. TermsOf(input).Where(term => term.Operator is "=" or "<" or ">" or "<=" or ">=" or "in" or "IN" or "In")];
        if (input.Index is not { } index || terms.Length == 0)
        {
            return null;
        }

        List<string> problems = [];
        foreach (SearchTerm term in terms)
        {
            bool isNumber = index.Keys.TryGetValue(term.Field!, out LogIndexKey? key) && key.Type is "long" or "double";
            if (term.Operator is "IN" or "In")
            {
                problems.Add(SearchSyntax.At($"'{term.Operator}'", term.First.Position, "must be written in lower case."));
            }
            else if (term.Operator == "in" ? !isNumber : !IsNumber(term.Value.Text))
            {
                problems.Add(SearchSyntax.At($"'{term.Field}{term.Operator}{term.Value.Text}'", term.First.Position, term.Operator == "in"
                    ? "needs a field indexed as long or double."
                    : $"is no condition, as '{term.Value.Text}' is no number: it finds logs with the words of both sides anywhere. Write {Quote(term.Field!)}:\"{term.Value.Text}\"."));
            }
            else if (!isNumber)
            {
                problems.Add(SearchSyntax.At($"'{term.Field}'", term.First.Position, $"is {(key is null ? "not indexed" : $"indexed as {key.Type}")}, not as long or double."));
            }
        }

        return QueryFinding.Of(problems, string.Create(CultureInfo.InvariantCulture, $"{terms.Length} comparisons."));
    }

    public static QueryFinding? Words(QueryCheckInput input)
    {
        List<string> problems = [];
        foreach (SearchTerm term in TermsOf(input))
        {
            SearchToken word = term.Value;
            bool hasWildcard = word.Text.AsSpan().IndexOfAny('*', '?') >= 0;
            if (!word.Quoted && term.Field is null && s_reserved.Contains(word.Text))
            {
                problems.Add(SearchSyntax.At($"'{word.Text}'", word.Position, "is a reserved word; write it in double quotes."));
            }
            else if (!word.Quoted && word.Text.Length > 1 && word.Text[0] is '*' or '?' && word.Text is not "*")
            {
                problems.Add(SearchSyntax.At($"'{word.Text}'", word.Position, "begins with a wildcard, which the service does not search for."));
            }
            else if (word.Quoted && hasWildcard)
            {
                problems.Add(SearchSyntax.At($"\"{word.Text}\"", word.Position, "has its wildcard in quotes, where it is a plain character."));
            }
            else if (!word.Quoted && hasWildcard && word.Text.Length > LongestWord)
            {
                problems.Add(SearchSyntax.At($"'{word.Text[..(char.IsHighSurrogate(word.Text[19]) ? 19 : 20)]}…'", word.Position, "is longer than the 64 characters a word with wildcards may have."));
            }
        }

        return QueryFinding.Of(problems, "No surprises.", CheckStatus.Warning);
    }

    private static List<SearchTerm> TermsOf(QueryCheckInput input) => SearchSyntax.Terms(LogQueryText.SearchPart(input.Query));

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Quote(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? name : $"\"{name}\"";
}
