using System.Globalization;

namespace AliLogOps.Emulator.Query;

/// <content>Conditions: a word, or a key with what it is compared to.</content>
internal sealed partial class QueryParser
{
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "sort", "asc", "desc", "avg", "sum", "min", "max", "limit", "and", "or", "not",
    };

    private QueryNode ParseCondition()
    {
        QueryToken first = Current;
        bool tag = first.Kind == QueryTokenKind.Word && first.Text == "__tag__" && Next.Kind == QueryTokenKind.Colon;
        if (!tag && !IsConditionOperator(_index + 1))
        {
            QueryNode bare = first.Kind == QueryTokenKind.Word && first.Text == "*"
                ? new AllNode()
                : new TermNode(null, BareMatch());
            _index++;
            return bare;
        }
        string key = tag ? ParseTagKey() : KeyText();
        _index++;
        return Current.Kind switch
        {
            QueryTokenKind.Colon => ParseValue(key),
            QueryTokenKind.Comparison => ParseComparison(key),
            _ when IsConditionOperator(_index) => ParseRange(key),
            _ => throw Unexpected(),
        };
    }

    private bool IsConditionOperator(int index)
    {
        // only the lower-case in is an operator, and only before a range
        QueryToken token = At(index);
        return token.Kind is QueryTokenKind.Colon or QueryTokenKind.Comparison
            || (token.Kind == QueryTokenKind.Word && token.Text == "in"
                && At(index + 1).Kind is QueryTokenKind.OpenBracket or QueryTokenKind.OpenParenthesis);
    }

    private string ParseTagKey()
    {
        _index += 2;
        return Current.Kind is QueryTokenKind.Word or QueryTokenKind.Quoted
            ? "__tag__:" + KeyText()
            : throw new QuerySyntaxException($"a tag is named by __tag__:name:value; {Describe(Current)} is no name");
    }

    private TermNode ParseValue(string key)
    {
        _index++;
        QueryToken value = Current;
        TextMatch match = value.Kind switch
        {
            QueryTokenKind.Word when value.Text == "*" => TextMatch.Exists,
            QueryTokenKind.Word => WordMatch(),
            QueryTokenKind.Quoted => value.Text.Length == 0 ? TextMatch.Empty : TextMatch.Words(value.Text),
            QueryTokenKind.Phrase => PhraseOf(value),
            _ => throw new QuerySyntaxException($"key {key} lacks a value: {Describe(value)} is none; put text with operators in double quotes"),
        };
        _index++;
        if (Current.Kind == QueryTokenKind.Colon)
        {
            throw new QuerySyntaxException(
                $"{Describe(Current)} follows the value of key {key}: put text with a colon in double quotes");
        }
        return new TermNode(key, match);
    }

    private ComparisonNode ParseComparison(string key)
    {
        ComparisonOperator comparison = ComparisonOperators.Parse(Current.Text);
        _index++;
        string value = OperandText($"the right side of {comparison.Text()}");
        _index++;
        return new ComparisonNode(key, comparison, value);
    }

    private RangeNode ParseRange(string key)
    {
        _index++;
        bool lowInclusive = Current.Kind == QueryTokenKind.OpenBracket;
        _index++;
        string low = OperandText("the lower bound of the range");
        _index++;
        string high = OperandText("the upper bound of the range, a blank after the lower one");
        _index++;
        bool highInclusive = Current.Kind == QueryTokenKind.CloseBracket;
        if (!highInclusive)
        {
            Expect(QueryTokenKind.CloseParenthesis, "']' or ')' to end the range");
        }
        else
        {
            _index++;
        }
        return new RangeNode(key, low, lowInclusive, high, highInclusive);
    }

    /// <summary>Literal text of the current token; leaves it current.</summary>
    private string OperandText(string expected)
    {
        QueryToken token = Current;
        if (token.Kind == QueryTokenKind.Quoted)
        {
            return token.Text;
        }
        if (token.Kind != QueryTokenKind.Word)
        {
            throw new QuerySyntaxException($"expected {expected} but found {Describe(token)}: put text with operators in double quotes");
        }
        RefuseReserved();
        return WordPatterns.HasWildcard(token.Text)
            ? throw new QuerySyntaxException($"{Describe(token)} has a wildcard: a comparison takes none, use key:word* or double quotes")
            : WordPatterns.Unescape(token.Text);
    }

    private string KeyText()
    {
        string key = OperandText("a key");
        return key.Length > 0 ? key : throw new QuerySyntaxException($"the key at position {Number(Current.Position)} is empty");
    }

    private TextMatch BareMatch()
    {
        QueryToken token = Current;
        if (token.Kind == QueryTokenKind.Word)
        {
            return WordMatch();
        }
        return token.Text.Length > 0
            ? TextMatch.Words(token.Text)
            : throw new QuerySyntaxException($"the quotation marks at position {Number(token.Position)} are empty: an empty value needs a key, as in key:\"\"");
    }

    private TextMatch WordMatch()
    {
        QueryToken token = Current;
        RefuseReserved();
        if (!WordPatterns.HasWildcard(token.Text))
        {
            return TextMatch.Words(WordPatterns.Unescape(token.Text));
        }
        if (token.Text[0] is '*' or '?')
        {
            throw new QuerySyntaxException($"{Describe(token)} begins with a wildcard: a word may hold * and ? after its first character only");
        }
        return token.Length <= QueryLimits.PatternLength
            ? new TextMatch(TextMatchKind.Pattern, token.Text)
            : throw new QuerySyntaxException(string.Create(
                CultureInfo.InvariantCulture, $"the word at position {token.Position} has wildcards and {token.Length} characters: {QueryLimits.PatternLength} are the limit"));
    }

    private static TextMatch PhraseOf(QueryToken token)
    {
        return token.Text.Length > 0
            ? new TextMatch(TextMatchKind.Phrase, token.Text)
            : throw new QuerySyntaxException($"the phrase at position {Number(token.Position)} is empty");
    }

    private void RefuseReserved()
    {
        QueryToken token = Current;
        bool groupBy = token.IsOperator("group") && Next.IsOperator("by");
        if (groupBy || token.Text == "in" || s_reserved.Contains(token.Text))
        {
            throw new QuerySyntaxException($"{Describe(token)} is a reserved word: put it in double quotes to search for it");
        }
    }
}
