using System.Globalization;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>Expressions and their types.</content>
internal sealed partial class SqlTranslator
{
    private TypedSql TranslateExpression(SqlExpression expression, SqlScope scope)
    {
        Enter(expression.Position);
        TypedSql result = expression switch
        {
            LiteralExpression literal => Literal(literal.Value),
            ColumnExpression column => TranslateColumn(column, scope),
            ResolvedColumn column => Leaf(column.Column, new ColumnExpression(column.Position, null, column.Column.Name)),
            TypedLiteral literal => TranslateTypedLiteral(literal),
            IntervalLiteral literal => TranslateInterval(literal),
            SignExpression sign => TranslateSign(sign, scope),
            BinaryExpression binary => TranslateBinary(binary, scope),
            NotExpression not => Compose(SqlType.Boolean, [Truth(not.Operand, scope, "NOT")], args => $"(NOT {args[0]})"),
            IsNullExpression isNull => Compose(SqlType.Boolean, [TranslateExpression(isNull.Operand, scope)], args => $"({args[0]} IS NULL)"),
            DistinctFromExpression distinct => TranslateDistinct(distinct, scope),
            BetweenExpression between => TranslateBetween(between, scope),
            InListExpression list => TranslateInList(list, scope),
            InQueryExpression query => TranslateInQuery(query, scope),
            LikeExpression like => TranslateLike(like, scope),
            ExistsExpression exists => new TypedSql($"EXISTS ({Inner(exists.Query).Text})", SqlType.Boolean),
            ScalarQueryExpression query => TranslateScalarQuery(query),
            CaseExpression choice => TranslateCase(choice, scope),
            CastExpression cast => TranslateCast(cast, scope),
            TryExpression attempt => TranslateTry(attempt, scope),
            ArrayExpression array => TranslateArray(array, scope),
            SubscriptExpression subscript => TranslateSubscript(subscript, scope),
            CallExpression call => TranslateCall(call, scope),
            _ => throw new InvalidOperationException($"{expression.GetType().Name} has no translation."),
        };
        _depth--;
        return scope.Grouped?.Contains(result.Text) == true ? result with { Ungrouped = null } : result;
    }

    /// <summary>An expression made of others.</summary>
    private static TypedSql Compose(SqlType type, IReadOnlyList<TypedSql> parts, Func<IReadOnlyList<string>, string> text)
    {
        ColumnExpression? ungrouped = null;
        bool hasAggregate = false;
        foreach (TypedSql part in parts)
        {
            ungrouped ??= part.Ungrouped;
            hasAggregate |= part.HasAggregate;
        }
        return new TypedSql(text([.. parts.Select(part => part.Text)]), type, hasAggregate, ungrouped);
    }

    private TypedSql TranslateColumn(ColumnExpression column, SqlScope scope)
    {
        SqlExpression? alias = column.Relation is null ? scope.Aliases?.GetValueOrDefault(column.Name) : null;
        if (alias is not null && (scope.AliasesFirst || Lookup(column, scope) is null))
        {
            // an alias may be named like a column its own expression uses
            IReadOnlyDictionary<string, SqlExpression>? aliases = scope.Aliases;
            scope.Aliases = null;
            TypedSql result = TranslateExpression(alias, scope);
            scope.Aliases = aliases;
            return result;
        }
        return Leaf(Resolve(column, scope), column);
    }

    private static TypedSql Leaf(ScopeColumn column, ColumnExpression named)
    {
        return new TypedSql(column.Text, column.Type, Ungrouped: named);
    }

    private static ScopeColumn Resolve(ColumnExpression column, SqlScope scope)
    {
        return Lookup(column, scope) ?? throw NotFound(column.Position, column.Relation is null ? column.Name : $"{column.Relation}.{column.Name}");
    }

    private static ScopeColumn? Lookup(ColumnExpression column, SqlScope scope)
    {
        if (column.Relation is null)
        {
            return scope.Merged.GetValueOrDefault(column.Name) ?? Single(scope.Relations, column.Name, column.Position);
        }
        List<ScopeRelation> relations = scope.Relations.FindAll(relation => string.Equals(relation.Alias, column.Relation, StringComparison.OrdinalIgnoreCase));
        return Single(relations, column.Name, column.Position);
    }

    private static ScopeColumn? Single(IEnumerable<ScopeRelation> relations, string name, int position)
    {
        List<ScopeColumn> found = [];
        foreach (ScopeRelation relation in relations)
        {
            if (relation.Find(name) is { } column)
            {
                found.Add(column);
            }
        }
        return found.Count > 1 ? throw Semantic(position, $"Column '{name}' is ambiguous") : found.FirstOrDefault();
    }

    private static SqlRefusedException NotFound(int position, string name)
    {
        return new SqlRefusedException(
            SqlRefusedException.Column, position, $"Column '{name}' cannot be resolved;please add the column in the index attribute");
    }

    private static TypedSql Literal(object? value)
    {
        return value switch
        {
            null => new TypedSql("NULL", SqlType.Unknown),
            bool truth => new TypedSql(truth ? "1" : "0", SqlType.Boolean),
            long number => new TypedSql(number.ToString(CultureInfo.InvariantCulture), SqlType.Bigint),
            double number => new TypedSql(DoubleText(number), SqlType.Double),
            _ => new TypedSql(Quote((string)value), SqlType.Varchar),
        };
    }

    private static string DoubleText(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    /// <summary>A literal of SQLite. Its statements end at a character 0, which therefore goes in as bytes.</summary>
    private static string Quote(string value)
    {
        return value.Contains('\0', StringComparison.Ordinal)
            ? $"CAST(x'{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(value))}' AS TEXT)"
            : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static TypedSql TranslateTypedLiteral(TypedLiteral literal)
    {
        if (!SqlTime.TryParse(literal.Text, out long milliseconds))
        {
            throw Semantic(literal.Position, $"'{literal.Text}' is not a valid {literal.Type} literal");
        }
        return literal.Type == "date"
            ? new TypedSql(Text($"{SqlTime.DayOf(milliseconds)}"), SqlType.Date)
            : new TypedSql(Text($"{milliseconds}"), SqlType.Timestamp);
    }

    private static TypedSql TranslateInterval(IntervalLiteral literal)
    {
        long unit = literal.Unit switch
        {
            "second" or "seconds" => 1000,
            "minute" or "minutes" => 60_000,
            "hour" or "hours" => 3_600_000,
            "day" or "days" => SqlTime.DayMilliseconds,
            "month" or "months" or "year" or "years" or "week" or "weeks" => throw new SqlNotBuiltException($"intervals in {literal.Unit}, use date_add"),
            _ => throw Semantic(literal.Position, $"'{literal.Unit}' is no unit of an interval"),
        };
        if (!decimal.TryParse(literal.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal count)
            || Math.Abs(count) > 10_000_000_000)
        {
            throw Semantic(literal.Position, $"'{literal.Text}' is not a valid interval literal");
        }
        return new TypedSql(Text($"{(long)(count * unit) * (literal.Negative ? -1 : 1)}"), SqlType.Interval);
    }

    private TypedSql TranslateSign(SignExpression sign, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(sign.Operand, scope);
        if (!operand.Type.IsNumber && operand.Type.Kind is not (SqlKind.Interval or SqlKind.Unknown))
        {
            throw Semantic(sign.Position, $"Cannot negate type: {operand.Type}");
        }
        return sign.Operator == "+" ? operand : Compose(operand.Type, [operand], args => $"(- {args[0]})");
    }

    private TypedSql TranslateBinary(BinaryExpression binary, SqlScope scope)
    {
        if (binary.Operator is "and" or "or")
        {
            string word = binary.Operator.ToUpperInvariant();
            return Compose(
                SqlType.Boolean,
                [Truth(binary.Left, scope, $"Left side of logical expression {word}"), Truth(binary.Right, scope, $"Right side of logical expression {word}")],
                args => $"({args[0]} {word} {args[1]})");
        }
        TypedSql left = TranslateExpression(binary.Left, scope);
        TypedSql right = TranslateExpression(binary.Right, scope);
        return binary.Operator switch
        {
            "+" or "-" or "*" or "/" or "%" => Arithmetic(binary, left, right),
            "||" => Concatenate(binary, left, right),
            _ => Compare(binary.Operator, binary.Operator, left, right, binary.Position),
        };
    }

    private TypedSql Arithmetic(BinaryExpression binary, TypedSql left, TypedSql right)
    {
        if (TimeArithmetic(binary.Operator, left, right) is { } time)
        {
            return time;
        }
        SqlType type = SqlType.Common(left.Type, right.Type) is { } common && (common.IsNumber || common.Kind == SqlKind.Unknown)
            ? common
            : throw CannotApply(binary.Operator, left, right, binary.Position);
        TypedSql[] operands = [Coerce(left, type)!.Value, Coerce(right, type)!.Value];
        if (binary.Operator is not ("/" or "%") || (type.Kind == SqlKind.Bigint && binary.Right is LiteralExpression { Value: > 0L }))
        {
            return Compose(type, operands, args => $"({args[0]} {binary.Operator} {args[1]})");
        }
        SqlFunction function = (binary.Operator, type.Kind) switch
        {
            ("/", SqlKind.Double) => MathFunctions.DivideDouble,
            ("/", _) => MathFunctions.Divide,
            (_, SqlKind.Double) => FunctionTable.Find("mod")[1],
            _ => FunctionTable.Find("mod")[0],
        };
        return Compose(type, operands, args => Call(function, args));
    }

    /// <summary>Sums and differences of times; null if the types are no times.</summary>
    private static TypedSql? TimeArithmetic(string name, TypedSql left, TypedSql right)
    {
        (SqlKind a, SqlKind b) = (left.Type.Kind, right.Type.Kind);
        return (a, name, b) switch
        {
            (SqlKind.Timestamp or SqlKind.Interval, "+" or "-", SqlKind.Interval) => Compose(left.Type, [left, right], args => $"({args[0]} {name} {args[1]})"),
            (SqlKind.Interval, "+", SqlKind.Timestamp) => Compose(right.Type, [left, right], args => $"({args[0]} + {args[1]})"),
            (SqlKind.Date, "+" or "-", SqlKind.Interval) => Compose(left.Type, [left, right], args => Text($"({args[0]} {name} {args[1]} / {SqlTime.DayMilliseconds})")),
            (SqlKind.Timestamp, "-", SqlKind.Timestamp) => Compose(SqlType.Interval, [left, right], args => $"({args[0]} - {args[1]})"),
            (SqlKind.Date, "-", SqlKind.Date) => Compose(SqlType.Interval, [left, right], args => Text($"(({args[0]} - {args[1]}) * {SqlTime.DayMilliseconds})")),
            (SqlKind.Interval, "*", SqlKind.Bigint) => Compose(SqlType.Interval, [left, right], args => $"({args[0]} * {args[1]})"),
            _ => null,
        };
    }

    private static TypedSql Concatenate(BinaryExpression binary, TypedSql left, TypedSql right)
    {
        return Coerce(left, SqlType.Varchar) is { } a && Coerce(right, SqlType.Varchar) is { } b
            ? Compose(SqlType.Varchar, [a, b], args => $"({args[0]} || {args[1]})")
            : throw CannotApply("||", left, right, binary.Position);
    }

    /// <param name="name">The operator as the service spells it.</param>
    private static TypedSql Compare(string name, string symbol, TypedSql left, TypedSql right, int position)
    {
        SqlType type = SqlType.Common(left.Type, right.Type) is { } common && (common.Kind is not (SqlKind.Array or SqlKind.Map) || symbol is "=" or "<>")
            ? common
            : throw CannotApply(name, left, right, position);
        return Compose(SqlType.Boolean, [Coerce(left, type)!.Value, Coerce(right, type)!.Value], args => $"({args[0]} {symbol} {args[1]})");
    }

    private TypedSql TranslateDistinct(DistinctFromExpression distinct, SqlScope scope)
    {
        return Compare("IS DISTINCT FROM", "IS NOT", TranslateExpression(distinct.Left, scope), TranslateExpression(distinct.Right, scope), distinct.Position);
    }

    private TypedSql TranslateBetween(BetweenExpression between, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(between.Operand, scope);
        TypedSql low = TranslateExpression(between.Low, scope);
        TypedSql high = TranslateExpression(between.High, scope);
        return Compose(
            SqlType.Boolean,
            [Compare("BETWEEN", ">=", operand, low, between.Position), Compare("BETWEEN", "<=", operand, high, between.Position)],
            args => $"({args[0]} AND {args[1]})");
    }

    private TypedSql TranslateInList(InListExpression list, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(list.Operand, scope);
        List<TypedSql> items = [.. list.Items.Select(item => TranslateExpression(item, scope))];
        SqlType type = operand.Type;
        foreach (TypedSql item in items)
        {
            type = SqlType.Common(type, item.Type)
                ?? throw Semantic(list.Position, $"IN value and list items must be the same type: {operand.Type}, {item.Type}");
        }
        return Compose(
            SqlType.Boolean,
            [Coerce(operand, type)!.Value, .. items.Select(item => Coerce(item, type)!.Value)],
            args => $"({args[0]} IN ({string.Join(", ", args.Skip(1))}))");
    }

    private TypedSql TranslateInQuery(InQueryExpression query, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(query.Operand, scope);
        Translated inner = Inner(query.Query);
        if (inner.Columns.Count != 1)
        {
            throw Semantic(query.Position, Text($"Multiple columns returned by subquery are not yet supported. Found {inner.Columns.Count}"));
        }
        SqlType type = SqlType.Common(operand.Type, inner.Columns[0].Type)
            ?? throw Semantic(query.Position, $"value and result of subquery must be of the same type for IN expression: {operand.Type} vs {inner.Columns[0].Type}");
        string text = SelectAs(inner, [new OutputColumn("", type)]);
        return Compose(SqlType.Boolean, [Coerce(operand, type)!.Value], args => $"({args[0]} IN ({text}))");
    }

    private TypedSql TranslateScalarQuery(ScalarQueryExpression query)
    {
        Translated inner = Inner(query.Query);
        if (inner.Columns.Count != 1)
        {
            throw Semantic(query.Position, Text($"Multiple columns returned by subquery are not yet supported. Found {inner.Columns.Count}"));
        }
        string single = Call(SingleRow.Function, ["o0"]);
        return new TypedSql($"(SELECT {single} FROM ({inner.Text}))", inner.Columns[0].Type);
    }

    /// <summary>A query inside of an expression; it sees nothing of the columns around it, as in the service.</summary>
    private Translated Inner(SqlQuery query)
    {
        (bool inAggregate, bool inWindow, bool attempt) = (_inAggregate, _inWindow, _try);
        (_inAggregate, _inWindow, _try) = (false, false, false);
        Translated result = TranslateQuery(query, _commons, outermost: false);
        (_inAggregate, _inWindow, _try) = (inAggregate, inWindow, attempt);
        return result;
    }

    private TypedSql TranslateLike(LikeExpression like, SqlScope scope)
    {
        List<TypedSql> parts = [];
        foreach (SqlExpression part in (SqlExpression[])(like.Escape is null ? [like.Operand, like.Pattern] : [like.Operand, like.Pattern, like.Escape]))
        {
            TypedSql value = TranslateExpression(part, scope);
            parts.Add(Coerce(value, SqlType.Varchar) ?? throw Semantic(part.Position, $"LIKE takes varchar only: actual type {value.Type}"));
        }
        return Compose(SqlType.Boolean, parts, args => Call(args.Count == 2 ? LikeFunction.Plain : LikeFunction.WithEscape, args));
    }

    private TypedSql TranslateCase(CaseExpression choice, SqlScope scope)
    {
        TypedSql? operand = choice.Operand is null ? null : TranslateExpression(choice.Operand, scope);
        List<TypedSql> whens = [];
        List<(TypedSql Value, int Position)> values = [];
        foreach ((SqlExpression when, SqlExpression then) in choice.Branches)
        {
            whens.Add(operand is { } compared
                ? Compare("=", "=", compared, TranslateExpression(when, scope), when.Position)
                : Truth(when, scope, "CASE WHEN clause"));
            values.Add((TranslateExpression(then, scope), then.Position));
        }
        if (choice.Else is not null)
        {
            values.Add((TranslateExpression(choice.Else, scope), choice.Else.Position));
        }
        SqlType type = CommonType("All CASE results", values);
        List<TypedSql> parts = [.. whens, .. values.Select(value => Coerce(value.Value, type)!.Value)];
        int count = whens.Count;
        return Compose(type, parts, args =>
        {
            IEnumerable<string> branches = Enumerable.Range(0, count).Select(i => $"WHEN {args[i]} THEN {args[count + i]}");
            return $"CASE {string.Join(' ', branches)}{(args.Count > 2 * count ? " ELSE " + args[^1] : "")} END";
        });
    }

    private static SqlType CommonType(string what, IEnumerable<(TypedSql Value, int Position)> values)
    {
        SqlType type = SqlType.Unknown;
        foreach ((TypedSql value, int position) in values)
        {
            type = SqlType.Common(type, value.Type) ?? throw Semantic(position, $"{what} must be the same type: {type}, {value.Type}");
        }
        return type;
    }

    private TypedSql TranslateCast(CastExpression cast, SqlScope scope)
    {
        SqlType to = SqlType.Parse(cast.Type) ?? throw Semantic(cast.Position, $"Unknown type: {cast.Type}");
        bool outer = _try;
        _try |= cast.IsTry;
        TypedSql operand = TranslateExpression(cast.Operand, scope);
        TypedSql result = Cast(cast, operand, to);
        _try = outer;
        return result;
    }

    private TypedSql Cast(CastExpression cast, TypedSql operand, SqlType to)
    {
        if (operand.Type.Kind == SqlKind.Unknown)
        {
            return operand with { Type = to };
        }
        TypedSql result = operand;
        if (operand.Type != to)
        {
            SqlFunction function = CastFunctions.Find(operand.Type, to) ?? throw Semantic(cast.Position, $"Cannot cast {operand.Type} to {to}");
            result = Compose(to, [operand], args => Call(function, args));
        }
        int parenthesis = cast.Type.IndexOf('(', StringComparison.Ordinal);
        if (to.Kind == SqlKind.Varchar && parenthesis > 0
            && long.TryParse(cast.Type.AsSpan(parenthesis + 1, cast.Type.Length - parenthesis - 2), NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            return Compose(to, [result], args => Text($"substr({args[0]}, 1, {length})"));
        }
        return result;
    }

    private TypedSql TranslateTry(TryExpression attempt, SqlScope scope)
    {
        bool outer = _try;
        _try = true;
        TypedSql result = TranslateExpression(attempt.Operand, scope);
        _try = outer;
        return result;
    }

    private TypedSql TranslateArray(ArrayExpression array, SqlScope scope)
    {
        if (array.Items.Count == 0)
        {
            return new TypedSql("'[]'", SqlType.ArrayOf(SqlType.Unknown));
        }
        Require(array.Position, array.Items.Count, SqlLimits.Arguments, "elements of an ARRAY");
        List<(TypedSql Value, int Position)> items = [.. array.Items.Select(item => (TranslateExpression(item, scope), item.Position))];
        SqlType type = CommonType("All ARRAY elements", items);
        if (type.Kind is SqlKind.Json or SqlKind.Array or SqlKind.Map)
        {
            throw new SqlNotBuiltException($"array({type})");
        }
        return Compose(SqlType.ArrayOf(type), [.. items.Select(item => Coerce(item.Value, type)!.Value)], args => Call(CollectionFunctions.MakeArray, args));
    }

    private TypedSql TranslateSubscript(SubscriptExpression subscript, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(subscript.Operand, scope);
        TypedSql index = TranslateExpression(subscript.Index, scope);
        (SqlFunction function, SqlType key) = operand.Type.Kind switch
        {
            SqlKind.Array => (CollectionFunctions.ArraySubscript, SqlType.Bigint),
            SqlKind.Map => (CollectionFunctions.MapSubscript, SqlType.Varchar),
            _ => throw CannotApply("[]", operand, index, subscript.Position),
        };
        return Coerce(index, key) is { } place
            ? Compose(operand.Type.Element!, [operand, place], args => Call(function, args))
            : throw CannotApply("[]", operand, index, subscript.Position);
    }

    private TypedSql Truth(SqlExpression expression, SqlScope scope, string what)
    {
        return Require(TranslateExpression(expression, scope), SqlType.Boolean, expression.Position, what);
    }

    /// <summary>The value as another type, where that needs no cast; else null.</summary>
    private static TypedSql? Coerce(TypedSql value, SqlType type)
    {
        if (value.Type == type)
        {
            return value;
        }
        return (value.Type.Kind, type.Kind) switch
        {
            (SqlKind.Unknown, _) => value with { Type = type },
            (SqlKind.Bigint, SqlKind.Double) => value with { Type = type, Text = $"CAST({value.Text} AS REAL)" },
            (SqlKind.Date, SqlKind.Timestamp) => value with { Type = type, Text = Text($"({value.Text} * {SqlTime.DayMilliseconds} - {SqlTime.Offset})") },
            (SqlKind.Array, SqlKind.Array) when value.Type.Element!.Kind == SqlKind.Unknown || (value.Type.Element.IsNumber && type.Element == SqlType.Double) =>
                value with { Type = type },
            (SqlKind.Map, SqlKind.Map) when value.Type.Element!.Kind == SqlKind.Unknown => value with { Type = type },
            _ => null,
        };
    }

    private static SqlRefusedException CannotApply(string name, TypedSql left, TypedSql right, int position)
    {
        return Semantic(position, $"'{name}' cannot be applied to {left.Type}, {right.Type}");
    }
}
