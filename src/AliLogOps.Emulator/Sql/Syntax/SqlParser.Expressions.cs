namespace AliLogOps.Emulator.Sql.Syntax;

/// <content>Expressions, from the operator that binds weakest to the one that binds strongest.</content>
internal sealed partial class SqlParser
{
    private SqlExpression ParseExpression()
    {
        Enter();
        SqlExpression expression = ParseOr();
        Leave();
        return expression;
    }

    private SqlExpression ParseOr()
    {
        SqlExpression left = ParseAnd();
        while (Current.Is("or"))
        {
            left = Binary("or", left, ParseAnd);
        }
        return left;
    }

    private SqlExpression ParseAnd()
    {
        SqlExpression left = ParseNot();
        while (Current.Is("and"))
        {
            left = Binary("and", left, ParseNot);
        }
        return left;
    }

    private SqlExpression ParseNot()
    {
        int position = Current.Position;
        if (!Take("not"))
        {
            return ParsePredicate();
        }
        Enter();
        SqlExpression operand = ParseNot();
        Leave();
        return new NotExpression(position, operand);
    }

    private SqlExpression ParsePredicate()
    {
        SqlExpression left = ParseConcat();
        while (true)
        {
            int position = Current.Position;
            if (Current.Kind == SqlTokenKind.Symbol && Current.Text is "=" or "<>" or "!=" or "<" or "<=" or ">" or ">=")
            {
                string name = Current.Text == "!=" ? "<>" : Current.Text;
                _index++;
                Count();
                left = new BinaryExpression(position, name, left, ParseConcat());
                continue;
            }
            if (Take("is"))
            {
                left = ParseIs(position, left);
                continue;
            }
            bool negated = Current.Is("not") && (Next.Is("in") || Next.Is("like") || Next.Is("between"));
            _index += negated ? 1 : 0;
            SqlExpression? predicate = ParseNegatable(position, left);
            if (predicate is null)
            {
                return left;
            }
            Count();
            left = negated ? new NotExpression(position, predicate) : predicate;
        }
    }

    private SqlExpression ParseIs(int position, SqlExpression left)
    {
        Count();
        bool negated = Take("not");
        SqlExpression result;
        if (Take("null"))
        {
            result = new IsNullExpression(position, left);
        }
        else
        {
            Require("distinct");
            Require("from");
            result = new DistinctFromExpression(position, left, ParseConcat());
        }
        return negated ? new NotExpression(position, result) : result;
    }

    private SqlExpression? ParseNegatable(int position, SqlExpression left)
    {
        if (Take("between"))
        {
            SqlExpression low = ParseConcat();
            Require("and");
            return new BetweenExpression(position, left, low, ParseConcat());
        }
        if (Take("like"))
        {
            SqlExpression pattern = ParseConcat();
            return new LikeExpression(position, left, pattern, Take("escape") ? ParseConcat() : null);
        }
        if (!Take("in"))
        {
            return null;
        }
        Expect("(");
        if (Current.Is("select") || Current.Is("with"))
        {
            SqlQuery query = ParseQuery();
            Expect(")");
            return new InQueryExpression(position, left, query);
        }
        List<SqlExpression> items = [];
        do
        {
            items.Add(ParseExpression());
        }
        while (TakeSymbol(","));
        Expect(")");
        return new InListExpression(position, left, items);
    }

    private SqlExpression ParseConcat()
    {
        SqlExpression left = ParseSum();
        while (Current.IsSymbol("||"))
        {
            left = Binary("||", left, ParseSum);
        }
        return left;
    }

    private SqlExpression ParseSum()
    {
        SqlExpression left = ParseProduct();
        while (Current.IsSymbol("+") || Current.IsSymbol("-"))
        {
            left = Binary(Current.Text, left, ParseProduct);
        }
        return left;
    }

    private SqlExpression ParseProduct()
    {
        SqlExpression left = ParseSign();
        while (Current.IsSymbol("*") || Current.IsSymbol("/") || Current.IsSymbol("%"))
        {
            left = Binary(Current.Text, left, ParseSign);
        }
        return left;
    }

    private SqlExpression ParseSign()
    {
        SqlToken token = Current;
        if (!TakeSymbol("-") && !TakeSymbol("+"))
        {
            return ParseSubscripts();
        }
        Enter();
        SqlExpression operand = ParseSign();
        Leave();
        return new SignExpression(token.Position, token.Text, operand);
    }

    private SqlExpression ParseSubscripts()
    {
        SqlExpression operand = ParsePrimary();
        while (Current.IsSymbol("["))
        {
            int position = Current.Position;
            _index++;
            operand = new SubscriptExpression(position, operand, ParseExpression());
            Expect("]");
        }
        return Current.Is("at") && Next.Is("time") ? throw new SqlNotBuiltException("at time zone") : operand;
    }

    private BinaryExpression Binary(string name, SqlExpression left, Func<SqlExpression> parseRight)
    {
        Count();
        int position = Current.Position;
        _index++;
        return new BinaryExpression(position, name, left, parseRight());
    }
}
