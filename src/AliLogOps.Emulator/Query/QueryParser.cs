using System.Globalization;

namespace AliLogOps.Emulator.Query;

/// <summary>
/// Reads the search part of a query (Log Service documentation, "Search syntax"). Precedence as documented, from high
/// to low: colon, quotation marks, parentheses, and, not, or. Since <c>and</c> binds tighter than <c>not</c>,
/// <c>not a b</c> is not (a and b), and <c>a not b</c> is a and (not b). Two terms side by side are joined by and.
/// </summary>
internal sealed partial class QueryParser
{
    private readonly List<QueryToken> _tokens;
    private int _index;
    private int _terms;
    private int _depth;

    private QueryParser(List<QueryToken> tokens)
    {
        _tokens = tokens;
    }

    private QueryToken Current => _tokens[_index];

    private QueryToken Next => At(_index + 1);

    /// <exception cref="QuerySyntaxException">The statement is not in the grammar or exceeds a limit.</exception>
    public static QueryNode Parse(string search)
    {
        QueryParser parser = new(QueryLexer.Read(search));
        if (parser.Current.Kind == QueryTokenKind.End)
        {
            return new AllNode();
        }
        QueryNode node = parser.ParseOr();
        return parser.Current.Kind == QueryTokenKind.End ? node : throw parser.Unexpected();
    }

    private QueryToken At(int index)
    {
        return _tokens[Math.Min(index, _tokens.Count - 1)];
    }

    private QueryNode ParseOr()
    {
        QueryNode left = ParseNotAnd();
        while (Current.IsOperator("or"))
        {
            _index++;
            left = new OrNode(left, ParseNotAnd());
        }
        return left;
    }

    private QueryNode ParseNotAnd()
    {
        QueryNode? left = Current.IsOperator("not") ? null : ParseAnd();
        while (true)
        {
            // ParseAnd leaves an "and" only where a "not" follows it
            if (left is not null && Current.IsOperator("and"))
            {
                _index++;
            }
            if (!Current.IsOperator("not"))
            {
                return left ?? throw Unexpected();
            }
            QueryNode right = ParseNot();
            left = left is null ? right : new AndNode(left, right);
        }
    }

    private QueryNode ParseNot()
    {
        int count = 0;
        for (; Current.IsOperator("not"); count++)
        {
            _index++;
            Enter();
        }
        QueryNode node = ParseAnd();
        for (int i = 0; i < count; i++)
        {
            node = new NotNode(node);
            _depth--;
        }
        return node;
    }

    private QueryNode ParseAnd()
    {
        QueryNode left = ParsePrimary();
        while (true)
        {
            if (Current.IsOperator("and"))
            {
                if (Next.IsOperator("not"))
                {
                    return left;
                }
                _index++;
            }
            else if (!StartsPrimary())
            {
                return left;
            }
            left = new AndNode(left, ParsePrimary());
        }
    }

    private bool StartsPrimary()
    {
        return Current.Kind is QueryTokenKind.Quoted or QueryTokenKind.Phrase or QueryTokenKind.OpenParenthesis
            || (Current.Kind == QueryTokenKind.Word && !Current.IsOperator("or") && !Current.IsOperator("not"));
    }

    private QueryNode ParsePrimary()
    {
        QueryToken token = Current;
        switch (token.Kind)
        {
            case QueryTokenKind.OpenParenthesis:
                Enter();
                _index++;
                QueryNode inner = ParseOr();
                Expect(QueryTokenKind.CloseParenthesis, "a closing parenthesis");
                _depth--;
                return inner;
            case QueryTokenKind.Phrase:
                _index++;
                CountTerm();
                return new TermNode(null, PhraseOf(token));
            case QueryTokenKind.Quoted:
            case QueryTokenKind.Word:
                CountTerm();
                return ParseCondition();
            default:
                throw Unexpected();
        }
    }

    private void CountTerm()
    {
        if (++_terms > QueryLimits.Terms)
        {
            throw new QuerySyntaxException(string.Create(
                CultureInfo.InvariantCulture, $"the search part has more than {QueryLimits.Terms} keywords"));
        }
    }

    private void Enter()
    {
        if (++_depth > QueryLimits.Depth)
        {
            throw new QuerySyntaxException(string.Create(
                CultureInfo.InvariantCulture, $"the search part is nested deeper than {QueryLimits.Depth} levels"));
        }
    }

    private void Expect(QueryTokenKind kind, string expected)
    {
        if (Current.Kind != kind)
        {
            throw new QuerySyntaxException($"expected {expected} but found {Describe(Current)}");
        }
        _index++;
    }

    private QuerySyntaxException Unexpected()
    {
        return Current.Kind == QueryTokenKind.End
            ? new QuerySyntaxException("the search part ends where a condition is expected")
            : new QuerySyntaxException($"unexpected {Describe(Current)}: put text with operators in double quotes");
    }

    private static string Describe(QueryToken token)
    {
        return token.Kind == QueryTokenKind.End ? "the end" : $"'{token.Text}' at position {Number(token.Position)}";
    }

    private static string Number(int value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }
}
