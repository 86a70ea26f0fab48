using System.Globalization;

namespace AliLogOps.Emulator.Sql.Syntax;

/// <content>Values, columns, calls and whatever stands in parentheses.</content>
internal sealed partial class SqlParser
{
    private SqlExpression ParsePrimary()
    {
        Count();
        SqlToken token = Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Text:
                _index++;
                return new LiteralExpression(token.Position, token.Text);
            case SqlTokenKind.Integer:
                _index++;
                return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long integer)
                    ? new LiteralExpression(token.Position, integer)
                    : throw Fail(token.Position, $"Invalid numeric literal: {token.Text}");
            case SqlTokenKind.Decimal:
                _index++;
                double number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
                return double.IsFinite(number)
                    ? new LiteralExpression(token.Position, number)
                    : throw Fail(token.Position, $"Invalid numeric literal: {token.Text}");
            case SqlTokenKind.Symbol when token.Text == "(":
                return ParseParenthesis();
            case SqlTokenKind.QuotedName:
                return ParseColumn();
            case SqlTokenKind.Name:
                return ParseWord();
            default:
                throw Unexpected("an expression");
        }
    }

    private SqlExpression ParseParenthesis()
    {
        int position = Current.Position;
        _index++;
        if (Current.Is("select") || Current.Is("with"))
        {
            SqlQuery query = ParseQuery();
            Expect(")");
            return new ScalarQueryExpression(position, query);
        }
        SqlExpression inner = ParseExpression();
        if (Current.IsSymbol(","))
        {
            throw new SqlNotBuiltException("row values");
        }
        Expect(")");
        return inner;
    }

    private SqlExpression ParseWord()
    {
        SqlToken token = Current;
        string name = token.Text.ToLowerInvariant();
        switch (name)
        {
            case "true" or "false":
                _index++;
                return new LiteralExpression(token.Position, name == "true");
            case "null":
                _index++;
                return new LiteralExpression(token.Position, null);
            case "case":
                return ParseCase();
            case "cast" or "try_cast":
                return ParseCast(name == "try_cast");
            case "exists":
                _index++;
                Expect("(");
                SqlQuery query = ParseQuery();
                Expect(")");
                return new ExistsExpression(token.Position, query);
            case "extract":
                return ParseExtract();
            case "array" when Next.IsSymbol("["):
                return ParseArray();
            case "timestamp" or "date" when Next.Kind == SqlTokenKind.Text:
                _index += 2;
                return new TypedLiteral(token.Position, name, _tokens[_index - 1].Text);
            case "interval" when Next.Kind == SqlTokenKind.Text || (Next.Kind == SqlTokenKind.Symbol && At(2).Kind == SqlTokenKind.Text):
                return ParseInterval();
            case "current_timestamp" or "current_date" or "localtimestamp" when !Next.IsSymbol("("):
                _index++;
                return new CallExpression(token.Position, name, [], false, false, null, null);
        }
        if (Next.IsSymbol("(") && (!SqlKeywords.IsReserved(name) || name is "left" or "right"))
        {
            return ParseCall(name);
        }
        return IsName(token) ? ParseColumn() : throw Unexpected("an expression");
    }

    private ColumnExpression ParseColumn()
    {
        int position = Current.Position;
        string name = TakeName("a column");
        if (!TakeSymbol("."))
        {
            return new ColumnExpression(position, null, name);
        }
        string column = TakeName("a column");
        return Current.IsSymbol(".")
            ? throw Fail(Current.Position, $"{name}.{column} cannot be followed by '.': put a name with points in double quotes")
            : new ColumnExpression(position, name, column);
    }

    private CaseExpression ParseCase()
    {
        int position = Current.Position;
        _index++;
        SqlExpression? operand = Current.Is("when") ? null : ParseExpression();
        List<(SqlExpression, SqlExpression)> branches = [];
        while (Take("when"))
        {
            SqlExpression when = ParseExpression();
            Require("then");
            branches.Add((when, ParseExpression()));
        }
        if (branches.Count == 0)
        {
            throw Unexpected("'WHEN'");
        }
        SqlExpression? otherwise = Take("else") ? ParseExpression() : null;
        Require("end");
        return new CaseExpression(position, operand, branches, otherwise);
    }

    private CastExpression ParseCast(bool isTry)
    {
        int position = Current.Position;
        _index++;
        Expect("(");
        SqlExpression operand = ParseExpression();
        Require("as");
        string type = ParseType();
        Expect(")");
        return new CastExpression(position, operand, type, isTry);
    }

    /// <summary>The name of a type, in lower case and without blanks; what it means is decided later.</summary>
    private string ParseType()
    {
        Enter();
        string name = TakeName("a type").ToLowerInvariant();
        if (Take("precision"))
        {
            name += " precision";
        }
        string close = Current.IsSymbol("<") ? ">" : ")";
        if (TakeSymbol("(") || TakeSymbol("<"))
        {
            List<string> parameters = [];
            do
            {
                if (Current.Kind == SqlTokenKind.Integer)
                {
                    parameters.Add(Current.Text);
                    _index++;
                }
                else
                {
                    parameters.Add(ParseType());
                }
            }
            while (TakeSymbol(","));
            Expect(close);
            name += "(" + string.Join(',', parameters) + ")";
        }
        Leave();
        return name;
    }

    /// <summary><c>extract(hour from t)</c> is the function of the field.</summary>
    private CallExpression ParseExtract()
    {
        int position = Current.Position;
        _index++;
        Expect("(");
        string field = TakeName("a field of a time").ToLowerInvariant();
        Require("from");
        SqlExpression operand = ParseExpression();
        Expect(")");
        return field is "year" or "quarter" or "month" or "week" or "day" or "day_of_month" or "day_of_week" or "dow" or "day_of_year" or "doy"
            or "hour" or "minute" or "second"
            ? new CallExpression(position, field, [operand], false, false, null, null)
            : throw Fail(position, $"Invalid EXTRACT field: {field}");
    }

    private ArrayExpression ParseArray()
    {
        int position = Current.Position;
        _index += 2;
        List<SqlExpression> items = [];
        if (!Current.IsSymbol("]"))
        {
            do
            {
                items.Add(ParseExpression());
            }
            while (TakeSymbol(","));
        }
        Expect("]");
        return new ArrayExpression(position, items);
    }

    private IntervalLiteral ParseInterval()
    {
        int position = Current.Position;
        _index++;
        bool negative = TakeSymbol("-");
        if (!negative)
        {
            TakeSymbol("+");
        }
        string text = TakeText("the length of an interval");
        string unit = TakeName("the unit of an interval").ToLowerInvariant();
        return Current.Is("to")
            ? throw new SqlNotBuiltException("intervals with two units")
            : new IntervalLiteral(position, negative, text, unit);
    }

    private SqlExpression ParseCall(string name)
    {
        int position = Current.Position;
        _index += 2;
        if (name == "position")
        {
            SqlExpression part = ParseConcat();
            Require("in");
            SqlExpression whole = ParseConcat();
            Expect(")");
            return new CallExpression(position, "strpos", [whole, part], false, false, null, null);
        }
        bool star = false;
        bool distinct = false;
        List<SqlExpression> arguments = [];
        if (Current.IsSymbol("*") && Next.IsSymbol(")"))
        {
            star = true;
            _index++;
        }
        else if (!Current.IsSymbol(")"))
        {
            distinct = Take("distinct");
            if (!distinct)
            {
                Take("all");
            }
            do
            {
                arguments.Add(ParseExpression());
                RefuseLambda();
            }
            while (TakeSymbol(","));
        }
        Expect(")");
        if (name == "try" && arguments.Count == 1 && !distinct)
        {
            return new TryExpression(position, arguments[0]);
        }
        return new CallExpression(position, name, arguments, star, distinct, ParseFilter(), ParseOver());
    }

    private void RefuseLambda()
    {
        if (Current.IsSymbol("->"))
        {
            throw new SqlNotBuiltException("lambda expressions");
        }
    }

    private SqlExpression? ParseFilter()
    {
        if (!Current.Is("filter") || !Next.IsSymbol("("))
        {
            return null;
        }
        _index += 2;
        Require("where");
        SqlExpression filter = ParseExpression();
        Expect(")");
        return filter;
    }

    private WindowClause? ParseOver()
    {
        if (!Current.Is("over") || !Next.IsSymbol("("))
        {
            return null;
        }
        _index += 2;
        List<SqlExpression> partition = [];
        if (TakeKeywords("partition", "by"))
        {
            do
            {
                partition.Add(ParseExpression());
            }
            while (TakeSymbol(","));
        }
        List<OrderItem> order = TakeKeywords("order", "by") ? ParseOrder() : [];
        string frame = ParseFrame();
        Expect(")");
        return new WindowClause(partition, order, frame);
    }

    private string ParseFrame()
    {
        if (!Current.Is("rows") && !Current.Is("range"))
        {
            return "";
        }
        string unit = Current.Text.ToLowerInvariant();
        _index++;
        if (!Take("between"))
        {
            return $"{unit} {ParseBound()}";
        }
        string start = ParseBound();
        Require("and");
        return $"{unit} between {start} and {ParseBound()}";
    }

    private string ParseBound()
    {
        if (TakeKeywords("current", "row"))
        {
            return "current row";
        }
        string distance = Take("unbounded") ? "unbounded" : TakeInteger().ToString(CultureInfo.InvariantCulture);
        if (Take("preceding"))
        {
            return distance + " preceding";
        }
        Require("following");
        return distance + " following";
    }
}
