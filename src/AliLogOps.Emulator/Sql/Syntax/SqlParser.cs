using System.Globalization;

namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>
/// Reads the analytic part of a query (Log Service documentation, "Analysis grammar"): one select statement with its
/// common tables, joins, sub-queries and set operations. Whatever else SQL knows is refused.
/// </summary>
internal sealed partial class SqlParser
{
    private static readonly string[] s_beginnings = ["select", "with", "set"];

    private readonly List<SqlToken> _tokens;
    private int _index;
    private int _depth;
    private int _nodes;

    private SqlParser(List<SqlToken> tokens)
    {
        _tokens = tokens;
    }

    private SqlToken Current => _tokens[_index];

    private SqlToken Next => At(1);

    /// <exception cref="SqlRefusedException">The statement is not in the grammar or exceeds a limit.</exception>
    /// <exception cref="SqlNotBuiltException">The statement is the service's, but not built.</exception>
    public static SqlQuery Parse(string statement)
    {
        SqlParser parser = new(SqlLexer.Read(statement));
        parser.ReadSession();
        SqlToken first = parser.Current;
        if (first.Kind == SqlTokenKind.Name && SqlKeywords.IsPipeline(first.Text))
        {
            throw new SqlNotBuiltException($"the pipeline instruction {first.Text}");
        }
        SqlQuery query = parser.ParseQuery();
        return parser.Current.Kind == SqlTokenKind.End ? query : throw parser.Unexpected("<EOF>");
    }

    /// <summary>Whether a query begins as a statement does, in whatever case.</summary>
    public static bool IsStatement(string query)
    {
        string text = query.TrimStart();
        return text.StartsWith('(') || text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith("/*", StringComparison.Ordinal)
            || s_beginnings.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && text.Length > word.Length && !char.IsLetterOrDigit(text[word.Length]));
    }

    /// <summary>
    /// <c>set session parallel_sql = true;</c> chooses an engine for big data, which changes no result (Log Service
    /// documentation, "Dedicated SQL").
    /// </summary>
    private void ReadSession()
    {
        while (Current.Is("set") && Next.Is("session"))
        {
            _index += 2;
            string name = TakeName("a session property");
            Expect("=");
            string value = Current.Text;
            _index++;
            if (name.Equals("parallel_sql", StringComparison.OrdinalIgnoreCase) && bool.TryParse(value, out _))
            {
                Expect(";");
                continue;
            }
            throw new SqlNotBuiltException($"the session property {name} = {value}");
        }
    }

    private SqlQuery ParseQuery()
    {
        Enter();
        int position = Current.Position;
        List<CommonTable> with = ParseWith();
        QueryBody body = ParseUnion();
        List<OrderItem> order = TakeKeywords("order", "by") ? ParseOrder() : [];
        long offset = Take("offset") ? TakeInteger() : 0;
        long? limit = null;
        if (Take("limit") && !Take("all"))
        {
            limit = TakeLimit();
            if (TakeSymbol(","))
            {
                offset = limit.Value;
                limit = TakeLimit();
            }
            else if (Take("offset"))
            {
                offset = TakeInteger();
            }
        }
        Leave();
        return new SqlQuery(position, with, body, order, offset, limit);
    }

    /// <summary>That the service says this of every limit without a number is «unconfirmed»; the text is its own.</summary>
    private long TakeLimit()
    {
        return Current.Kind == SqlTokenKind.Integer
            ? TakeInteger()
            : throw Fail(Current.Position, $"limit expression is required: mismatched input '{Current.Text}' expecting an integer");
    }

    private List<CommonTable> ParseWith()
    {
        List<CommonTable> tables = [];
        if (!Take("with"))
        {
            return tables;
        }
        do
        {
            int position = Current.Position;
            string name = TakeName("the name of a common table");
            List<string> columns = Current.IsSymbol("(") ? ParseNameList() : [];
            Require("as");
            Expect("(");
            tables.Add(new CommonTable(position, name, columns, ParseQuery()));
            Expect(")");
        }
        while (TakeSymbol(","));
        return tables;
    }

    private QueryBody ParseUnion()
    {
        QueryBody left = ParseIntersect();
        while (Current.Is("union") || Current.Is("except"))
        {
            string name = Current.Text.ToLowerInvariant();
            left = ParseSet(left, name, ParseIntersect);
        }
        return left;
    }

    private QueryBody ParseIntersect()
    {
        QueryBody left = ParseBody();
        while (Current.Is("intersect"))
        {
            left = ParseSet(left, "intersect", ParseBody);
        }
        return left;
    }

    private SetBody ParseSet(QueryBody left, string name, Func<QueryBody> parseRight)
    {
        Count();
        int position = Current.Position;
        _index++;
        bool all = Take("all");
        if (all && name != "union")
        {
            throw Fail(position, $"{name} all is not supported");
        }
        if (!all)
        {
            Take("distinct");
        }
        return new SetBody(position, all ? "union all" : name, left, parseRight());
    }

    private QueryBody ParseBody()
    {
        int position = Current.Position;
        if (TakeSymbol("("))
        {
            SqlQuery query = ParseQuery();
            Expect(")");
            return new NestedBody(position, query);
        }
        Require("select");
        bool distinct = Take("distinct");
        if (!distinct)
        {
            Take("all");
        }
        List<SelectItem> items = [];
        do
        {
            items.Add(ParseItem());
        }
        while (TakeSymbol(","));
        Relation? from = Take("from") ? ParseRelations() : null;
        SqlExpression? where = Take("where") ? ParseExpression() : null;
        List<SqlExpression> group = [];
        if (TakeKeywords("group", "by"))
        {
            do
            {
                group.Add(ParseGroup());
            }
            while (TakeSymbol(","));
        }
        SqlExpression? having = Take("having") ? ParseExpression() : null;
        return new SelectBody(position, distinct, items, from, where, group, having);
    }

    private SqlExpression ParseGroup()
    {
        if ((Current.Is("grouping") && Next.Is("sets")) || ((Current.Is("cube") || Current.Is("rollup")) && Next.IsSymbol("(")))
        {
            throw new SqlNotBuiltException($"group by {Current.Text.ToLowerInvariant()}");
        }
        return ParseExpression();
    }

    private SelectItem ParseItem()
    {
        int position = Current.Position;
        if (TakeSymbol("*"))
        {
            return new SelectItem(position, null, null, null);
        }
        if (IsName(Current) && Next.IsSymbol(".") && At(2).IsSymbol("*"))
        {
            string relation = Current.Text;
            _index += 3;
            return new SelectItem(position, null, null, relation);
        }
        SqlExpression expression = ParseExpression();
        return new SelectItem(position, expression, ParseAlias(), null);
    }

    private string? ParseAlias()
    {
        if (Take("as"))
        {
            return TakeName("an alias");
        }
        if (IsName(Current) && !IsClause(Current))
        {
            return TakeName("an alias");
        }
        return null;
    }

    /// <summary>A word that may be a name elsewhere, but goes on with the statement where an alias could stand.</summary>
    private static bool IsClause(SqlToken token)
    {
        return token.Is("offset");
    }

    private List<OrderItem> ParseOrder()
    {
        List<OrderItem> items = [];
        do
        {
            SqlExpression expression = ParseExpression();
            bool descending = Take("desc");
            if (!descending)
            {
                Take("asc");
            }
            bool? nullsFirst = null;
            if (Take("nulls"))
            {
                nullsFirst = Take("first");
                if (nullsFirst == false)
                {
                    Require("last");
                }
            }
            items.Add(new OrderItem(expression, descending, nullsFirst));
        }
        while (TakeSymbol(","));
        return items;
    }

    private List<string> ParseNameList()
    {
        List<string> names = [];
        Expect("(");
        do
        {
            names.Add(TakeName("a column name"));
        }
        while (TakeSymbol(","));
        Expect(")");
        return names;
    }

    private SqlToken At(int ahead)
    {
        return _tokens[Math.Min(_index + ahead, _tokens.Count - 1)];
    }

    private static bool IsName(SqlToken token)
    {
        return token.Kind == SqlTokenKind.QuotedName || (token.Kind == SqlTokenKind.Name && !SqlKeywords.IsReserved(token.Text));
    }

    private bool Take(string keyword)
    {
        bool taken = Current.Is(keyword);
        _index += taken ? 1 : 0;
        return taken;
    }

    private bool TakeKeywords(string first, string second)
    {
        bool taken = Current.Is(first) && Next.Is(second);
        _index += taken ? 2 : 0;
        return taken;
    }

    private bool TakeSymbol(string symbol)
    {
        bool taken = Current.IsSymbol(symbol);
        _index += taken ? 1 : 0;
        return taken;
    }

    private void Require(string keyword)
    {
        if (!Take(keyword))
        {
            throw Unexpected($"'{keyword.ToUpperInvariant()}'");
        }
    }

    private void Expect(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private string TakeName(string expected)
    {
        string name = IsName(Current) ? Current.Text : throw Unexpected(expected);
        _index++;
        return name;
    }

    private string TakeText(string expected)
    {
        string text = Current.Kind == SqlTokenKind.Text ? Current.Text : throw Unexpected(expected);
        _index++;
        return text;
    }

    private long TakeInteger()
    {
        if (Current.Kind != SqlTokenKind.Integer || !long.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            throw Unexpected("an integer");
        }
        _index++;
        return number;
    }

    /// <summary>Every step down counts, so that no statement can exhaust the stack of a thread.</summary>
    private void Enter()
    {
        Count();
        if (++_depth > SqlLimits.Depth)
        {
            throw Fail(Current.Position, string.Create(CultureInfo.InvariantCulture, $"the statement is nested deeper than {SqlLimits.Depth} levels"));
        }
    }

    private void Leave()
    {
        _depth--;
    }

    private void Count()
    {
        if (++_nodes > SqlLimits.Nodes)
        {
            throw Fail(Current.Position, string.Create(CultureInfo.InvariantCulture, $"the statement has more than {SqlLimits.Nodes} parts"));
        }
    }

    private SqlRefusedException Unexpected(string expected)
    {
        return Current.Kind == SqlTokenKind.DigitName
            ? Fail(Current.Position, "identifiers must not start with a digit; surround the identifier with double quotes")
            : Fail(Current.Position, $"mismatched input '{Current.Text}' expecting {expected}");
    }

    private static SqlRefusedException Fail(int position, string message)
    {
        return new SqlRefusedException(SqlRefusedException.Syntax, position, message);
    }
}
