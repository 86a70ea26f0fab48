using AliLogOps.Emulator.Query;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Query;

/// <summary>Random search statements.</summary>
internal static class QueryGenerators
{
    private static readonly Gen<string> s_anyText = Gen.String[Gen.OneOf(Gen.Char["ab*?\\\"|:<>=()[]# \t中é"], Gen.Char.AlphaNumeric), 1, 8];

    /// <summary>Any tree the grammar has, with texts full of the characters that need care.</summary>
    public static Gen<QueryNode> AnyNode { get; } = Node(4, AnyLeaf());

    public static Gen<QueryNode> Node(int depth, Gen<QueryNode> leaf)
    {
        if (depth == 0)
        {
            return leaf;
        }
        Gen<QueryNode> inner = Node(depth - 1, leaf);
        return Gen.Frequency(
            (2, leaf),
            (2, Gen.Select(inner, inner, QueryNode (a, b) => new AndNode(a, b))),
            (2, Gen.Select(inner, inner, QueryNode (a, b) => new OrNode(a, b))),
            (1, inner.Select(QueryNode (a) => new NotNode(a))));
    }

    private static Gen<QueryNode> AnyLeaf()
    {
        Gen<string?> key = Gen.OneOf(Gen.Const((string?)null), s_anyText.Select(string? (t) => t), s_anyText.Select(string? (t) => "__tag__:" + t));
        Gen<string> someKey = s_anyText;
        Gen<TextMatch> keyed = Gen.OneOf(
            s_anyText.Select(TextMatch.Words),
            s_anyText.Select(t => new TextMatch(TextMatchKind.Phrase, t)),
            Pattern(s_anyText));
        return Gen.OneOf(
            Gen.Const<QueryNode>(new AllNode()),
            Gen.Select(key, keyed, QueryNode (k, m) => new TermNode(k, m)),
            Gen.Select(someKey, Gen.Bool, QueryNode (k, b) => new TermNode(k, b ? TextMatch.Exists : TextMatch.Empty)),
            Gen.Select(someKey, Gen.Int[0, 4], s_anyText, QueryNode (k, o, v) => new ComparisonNode(k, (ComparisonOperator)o, v)),
            Gen.Select(someKey, s_anyText, Gen.Bool, s_anyText, Gen.Bool, QueryNode (k, l, li, h, hi) => new RangeNode(k, l, li, h, hi)));
    }

    /// <summary>A literal first character, then text in which stars are wildcards or, after a backslash, literal.</summary>
    private static Gen<TextMatch> Pattern(Gen<string> text)
    {
        return Gen.Select(Gen.Char["ab中#"], text, text, (first, a, b) =>
            new TextMatch(TextMatchKind.Pattern, first + Escape(a) + "*" + Escape(b).Replace("\\?", "?", StringComparison.Ordinal)));
    }

    private static string Escape(string text)
    {
        return text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
    }
}
