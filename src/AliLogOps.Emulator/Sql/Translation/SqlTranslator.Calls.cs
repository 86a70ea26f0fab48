using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>Calls of functions.</content>
internal sealed partial class SqlTranslator
{
    private TypedSql TranslateCall(CallExpression call, SqlScope scope)
    {
        if (call.Name == TimeSeriesName)
        {
            throw Semantic(call.Position, "time_series can only be a column of the result by itself, and what is grouped by");
        }
        Require(call.Position, call.Arguments.Count, SqlLimits.Arguments, $"arguments of {call.Name}");
        if (Special(call, scope) is { } special)
        {
            return IsPlain(call) ? special : throw Semantic(call.Position, $"DISTINCT, FILTER and OVER do not apply to {call.Name}");
        }
        IReadOnlyList<SqlFunction> forms = FunctionTable.Find(call.Name);
        if (forms.Count == 0)
        {
            throw FunctionTable.IsUnbuilt(call.Name)
                ? new SqlNotBuiltException($"the function {call.Name}")
                : Semantic(call.Position, $"Function {call.Name} not registered");
        }
        bool isAggregate = forms[0].IsAggregate && call.Over is null;
        if (isAggregate && _inAggregate)
        {
            throw Semantic(call.Position, $"Cannot nest aggregations inside aggregation: {call.Name}");
        }
        if (call.Over is not null && (_inAggregate || _inWindow))
        {
            throw Semantic(call.Position, $"Cannot nest window functions inside aggregations or window functions: {call.Name}");
        }
        bool inWindow = _inWindow;
        _inWindow |= call.Over is not null;
        _inAggregate |= isAggregate;
        TypedSql result = call.IsStar ? CountAll(call, scope) : TranslateForms(call, forms, scope);
        _inAggregate &= !isAggregate;
        _inWindow = inWindow;
        return result;
    }

    private static bool IsPlain(CallExpression call)
    {
        return !call.IsDistinct && !call.IsStar && call.Filter is null && call.Over is null;
    }

    private TypedSql CountAll(CallExpression call, SqlScope scope)
    {
        return call.Name == "count" && !call.IsDistinct
            ? Finish(call, FunctionTable.Find("count")[0], [], "count(*)", SqlType.Bigint, scope)
            : throw Semantic(call.Position, $"{call.Name}(*) is not a function: * is for count only");
    }

    private TypedSql TranslateForms(CallExpression call, IReadOnlyList<SqlFunction> forms, SqlScope scope)
    {
        List<TypedSql> arguments = [.. call.Arguments.Select(argument => TranslateExpression(argument, scope))];
        (SqlFunction? function, List<TypedSql> fitted) = Choose(forms, arguments);
        if (function is null)
        {
            string given = string.Join(", ", arguments.Select(argument => argument.Type.ToString()));
            string expected = string.Join(", ", forms.Select(form => form.Signature));
            throw Semantic(call.Position, $"Unexpected parameters ({given}) for function {call.Name}. Expected: {expected}");
        }
        SqlType type = function.Result([.. fitted.Select(argument => argument.Type)]);
        if (type is { Kind: SqlKind.Array or SqlKind.Map, Element.Kind: SqlKind.Json or SqlKind.Array or SqlKind.Map } && function.Accumulator is not null)
        {
            throw new SqlNotBuiltException($"{call.Name} of {type.Element}");
        }
        string[] texts = [.. fitted.Select(argument => argument.Text)];
        if (call.IsDistinct)
        {
            texts = function.IsAggregate && texts.Length == 1
                ? ["DISTINCT " + texts[0]]
                : throw Semantic(call.Position, $"DISTINCT does not apply to {call.Name} with {call.Arguments.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} arguments");
        }
        return Finish(call, function, fitted, Call(function, texts), type, scope);
    }

    /// <summary>Adds filter and window, and works out what the call means to grouping.</summary>
    private TypedSql Finish(CallExpression call, SqlFunction function, List<TypedSql> arguments, string text, SqlType type, SqlScope scope)
    {
        List<TypedSql> parts = [.. arguments];
        if (call.Filter is not null)
        {
            TypedSql filter = function.IsAggregate ? Truth(call.Filter, scope, "FILTER clause") : throw Semantic(call.Position, $"FILTER does not apply to {call.Name}");
            parts.Add(filter);
            text += $" FILTER (WHERE {filter.Text})";
        }
        if (call.Over is null)
        {
            if (function.NeedsWindow)
            {
                throw Semantic(call.Position, $"Window function {call.Name} requires an OVER clause");
            }
            return function.IsAggregate ? new TypedSql(text, type, HasAggregate: true) : Compose(type, parts, _ => text);
        }
        if (!function.IsWindow || call.IsDistinct)
        {
            throw function.IsAggregate
                ? new SqlNotBuiltException($"{call.Name} over a window")
                : Semantic(call.Position, $"{call.Name} is no window function");
        }
        text += $" OVER ({Window(call.Over, scope, parts)})";
        TypedSql result = Compose(type, parts, _ => text);
        // to the clauses that take no aggregate, a window is as bad
        return result with { HasAggregate = result.HasAggregate || scope.Grouped is null };
    }

    private string Window(WindowClause over, SqlScope scope, List<TypedSql> parts)
    {
        List<string> clauses = [];
        if (over.PartitionBy.Count > 0)
        {
            List<TypedSql> keys = [.. over.PartitionBy.Select(key => TranslateExpression(key, scope))];
            parts.AddRange(keys);
            clauses.Add("PARTITION BY " + string.Join(", ", keys.Select(key => key.Text)));
        }
        if (over.OrderBy.Count > 0)
        {
            List<(OrderItem Item, TypedSql Key)> keys = [.. over.OrderBy.Select(item => (item, TranslateExpression(item.Expression, scope)))];
            parts.AddRange(keys.Select(key => key.Key));
            clauses.Add("ORDER BY " + string.Join(", ", keys.Select(key => OrderKey(key.Item, key.Key.Text))));
        }
        clauses.Add(over.Frame);
        return string.Join(' ', clauses);
    }

    private static (SqlFunction? Function, List<TypedSql> Arguments) Choose(IReadOnlyList<SqlFunction> forms, List<TypedSql> arguments)
    {
        SqlFunction? best = null;
        List<TypedSql> bestArguments = arguments;
        int bestCost = int.MaxValue;
        foreach (SqlFunction form in forms)
        {
            if (Fit(form, arguments) is { } fit && fit.Cost < bestCost)
            {
                (best, bestArguments, bestCost) = (form, fit.Arguments, fit.Cost);
            }
        }
        return (best, bestArguments);
    }

    private static (List<TypedSql> Arguments, int Cost)? Fit(SqlFunction form, List<TypedSql> arguments)
    {
        int count = form.Parameters.Count;
        if (arguments.Count < count || (arguments.Count > count && !form.IsVariadic))
        {
            return null;
        }
        List<TypedSql> fitted = [];
        int cost = 0;
        for (int i = 0; i < arguments.Count; i++)
        {
            SqlParameter parameter = form.Parameters[Math.Min(i, count - 1)];
            if (Fit(parameter, arguments[i]) is not { } value)
            {
                return null;
            }
            cost += value.Type == arguments[i].Type ? 0 : 1;
            fitted.Add(value);
        }
        return (fitted, cost);
    }

    private static TypedSql? Fit(SqlParameter parameter, TypedSql argument)
    {
        SqlKind kind = argument.Type.Kind;
        return parameter.Rule switch
        {
            SqlParameterRule.Any => argument,
            SqlParameterRule.AnyArray => kind == SqlKind.Array ? argument : null,
            SqlParameterRule.AnyMap => kind == SqlKind.Map ? argument : null,
            SqlParameterRule.JsonText => kind is SqlKind.Json or SqlKind.Varchar or SqlKind.Unknown ? argument : null,
            SqlParameterRule.Time when kind == SqlKind.Bigint => argument with { Type = SqlType.Timestamp, Text = $"({argument.Text} * 1000)" },
            _ => Coerce(argument, parameter.Type!),
        };
    }

    /// <summary>SQLite's text of a call.</summary>
    private string Call(SqlFunction function, IReadOnlyList<string> arguments)
    {
        if (function.Emit is not null)
        {
            return function.Emit(arguments);
        }
        if (!_functions.TryGetValue((function, _try), out UsedFunction? used))
        {
            used = new UsedFunction(Text($"f{_functions.Count}"), function, _try);
            _functions.Add((function, _try), used);
        }
        return $"{used.Name}({string.Join(", ", arguments)})";
    }

    /// <summary>Forms whose arguments are not all worked out, or whose type is that of all arguments; null for any other function.</summary>
    private TypedSql? Special(CallExpression call, SqlScope scope)
    {
        if (call.Name is not ("if" or "coalesce" or "nullif" or "greatest" or "least"))
        {
            return null;
        }
        IReadOnlyList<SqlExpression> given = call.Arguments;
        bool fits = call.Name switch
        {
            "if" => given.Count is 2 or 3,
            "nullif" => given.Count == 2,
            _ => given.Count >= 2,
        };
        if (!fits)
        {
            throw Semantic(call.Position, $"Invalid number of arguments for function {call.Name}");
        }
        if (call.Name == "if")
        {
            return TranslateExpression(new CaseExpression(call.Position, null, [(given[0], given[1])], given.Count == 3 ? given[2] : null), scope);
        }
        List<(TypedSql Value, int Position)> values = [.. given.Select(argument => (TranslateExpression(argument, scope), argument.Position))];
        SqlType type = CommonType($"All {call.Name.ToUpperInvariant()} operands", values);
        string name = call.Name switch
        {
            "greatest" => "max",
            "least" => "min",
            _ => call.Name,
        };
        return Compose(type, [.. values.Select(value => Coerce(value.Value, type)!.Value)], args => $"{name}({string.Join(", ", args)})");
    }
}
