using AliLogOps.Emulator.Query;

namespace AliLogOps.Emulator.Logs.Api;

/// <summary>Terms of a search as the answer lists them: text and key, the key empty for a full-text term.</summary>
internal static class QueryTerms
{
    public static List<(string Key, string Term)> Of(QueryNode node)
    {
        List<(string, string)> terms = [];
        Collect(node, terms);
        return terms;
    }

    public static bool HasPhrase(QueryNode node)
    {
        return node switch
        {
            AndNode and => HasPhrase(and.Left) || HasPhrase(and.Right),
            OrNode or => HasPhrase(or.Left) || HasPhrase(or.Right),
            NotNode not => HasPhrase(not.Operand),
            TermNode term => term.Match.Kind == TextMatchKind.Phrase,
            _ => false,
        };
    }

    private static void Collect(QueryNode node, List<(string Key, string Term)> terms)
    {
        switch (node)
        {
            case AllNode:
                terms.Add(("", "*"));
                break;
            case AndNode and:
                Collect(and.Left, terms);
                Collect(and.Right, terms);
                break;
            case OrNode or:
                Collect(or.Left, terms);
                Collect(or.Right, terms);
                break;
            case NotNode not:
                Collect(not.Operand, terms);
                break;
            case TermNode term:
                terms.Add((term.Key ?? "", term.Match.Kind == TextMatchKind.Exists ? "*" : term.Match.Text));
                break;
            case ComparisonNode comparison:
                terms.Add((comparison.Key, comparison.Value));
                break;
            case RangeNode range:
                terms.Add((range.Key, $"{range.Low} {range.High}"));
                break;
            default:
                break;
        }
    }
}
