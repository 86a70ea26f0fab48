namespace AliLogOps.Emulator.Sql.Syntax;

/// <content>What stands after from.</content>
internal sealed partial class SqlParser
{
    private Relation ParseRelations()
    {
        Relation left = ParseJoins();
        while (Current.IsSymbol(","))
        {
            int position = Current.Position;
            _index++;
            Count();
            left = new JoinRelation(position, "cross", left, ParseJoins(), null, []);
        }
        return left;
    }

    private Relation ParseJoins()
    {
        Relation left = ParsePrimaryRelation();
        while (true)
        {
            int position = Current.Position;
            if (Current.Is("natural"))
            {
                throw Fail(position, "Natural join not supported");
            }
            string? kind = TakeJoin();
            if (kind is null)
            {
                return left;
            }
            Count();
            Relation right = ParsePrimaryRelation();
            SqlExpression? on = null;
            List<string> columns = [];
            if (kind != "cross")
            {
                if (Take("using"))
                {
                    columns = ParseNameList();
                }
                else
                {
                    Require("on");
                    on = ParseExpression();
                }
            }
            left = new JoinRelation(position, kind, left, right, on, columns);
        }
    }

    private string? TakeJoin()
    {
        if (TakeKeywords("cross", "join"))
        {
            return "cross";
        }
        string? kind = Current.Is("join") || Current.Is("inner") ? "inner"
            : Current.Is("left") || Current.Is("right") || Current.Is("full") ? Current.Text.ToLowerInvariant()
            : null;
        if (kind is null)
        {
            return null;
        }
        if (!Current.Is("join"))
        {
            _index++;
            if (kind != "inner")
            {
                Take("outer");
            }
        }
        Require("join");
        return kind;
    }

    private Relation ParsePrimaryRelation()
    {
        int position = Current.Position;
        if (!IsHyphenated && Take("unnest"))
        {
            Expect("(");
            SqlExpression operand = ParseExpression();
            if (Current.IsSymbol(","))
            {
                throw new SqlNotBuiltException("unnest of several values at once");
            }
            Expect(")");
            bool ordinality = Take("with");
            if (ordinality)
            {
                Require("ordinality");
            }
            (string? unnestAlias, List<string> unnestColumns) = ParseRelationAlias();
            return new UnnestRelation(position, operand, ordinality, unnestAlias, unnestColumns);
        }
        if (TakeSymbol("("))
        {
            if (Current.Is("select") || Current.Is("with") || Current.IsSymbol("("))
            {
                SqlQuery query = ParseQuery();
                Expect(")");
                (string? queryAlias, List<string> queryColumns) = ParseRelationAlias();
                return new QueryRelation(position, query, queryAlias, queryColumns);
            }
            Enter();
            Relation inner = ParseRelations();
            Leave();
            Expect(")");
            return inner;
        }
        string name = TakeTableName();
        (string? alias, List<string> columns) = ParseRelationAlias();
        return new TableRelation(position, name, alias, columns);
    }

    /// <summary>A word that goes on with a hyphen, without a blank.</summary>
    private bool IsHyphenated => Current.Kind == SqlTokenKind.Name && Next.IsSymbol("-") && Next.Position == Current.Position + Current.Text.Length;

    /// <summary>
    /// A name of a logstore may have hyphens, which the service takes without quotation marks; that a word in front of one is
    /// no keyword, as in order-service, is «unconfirmed».
    /// </summary>
    private string TakeTableName()
    {
        SqlToken first = Current;
        string name = first.Text;
        if (IsHyphenated)
        {
            _index++;
        }
        else
        {
            TakeName("a relation");
        }
        int end = first.Position + name.Length;
        while (first.Kind == SqlTokenKind.Name && Current.IsSymbol("-") && Current.Position == end
            && IsNamePart(Next) && Next.Position == end + 1)
        {
            name += "-" + Next.Text;
            end = Next.Position + Next.Text.Length;
            _index += 2;
        }
        return Current.IsSymbol(".") ? throw Fail(Current.Position, $"{name} cannot be followed by '.': a logstore is named by itself, and those of other projects cannot be") : name;
    }

    private static bool IsNamePart(SqlToken token)
    {
        return token.Kind is SqlTokenKind.Name or SqlTokenKind.Integer
            // 1b begins with a digit, 1e5 looks like a number
            || (token.Kind is SqlTokenKind.DigitName or SqlTokenKind.Decimal && !token.Text.AsSpan().ContainsAny('.', '+', '-'));
    }

    private (string? Alias, List<string> Columns) ParseRelationAlias()
    {
        string? alias = ParseAlias();
        return (alias, alias is not null && Current.IsSymbol("(") ? ParseNameList() : []);
    }
}
