using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>
/// Expressions over the fields of one log, outside of any select. The statement takes the values of <see cref="SqlStatement.Parameters"/>.
/// </content>
internal sealed partial class SqlTranslator
{
    private readonly List<LogColumn> _parameters = [];

    /// <summary>A statement that gives a row if the condition holds, and none otherwise.</summary>
    /// <param name="typeOf">Type of the field of a name; every name is a field.</param>
    /// <exception cref="SqlRefusedException">The expression is wrong, or no truth value.</exception>
    /// <exception cref="SqlNotBuiltException">It uses what is not built.</exception>
    public static SqlStatement TranslateCondition(SqlExpression condition, Func<string, SqlType> typeOf)
    {
        SqlTranslator translator = new(new NoLogs(), static (_, _) => null, default);
        string text = translator.Condition(condition, translator.FieldScope(typeOf), "WHERE");
        // SQLite may take the parts of an AND in any order, but inside of a CASE goes from left to right and no further than it has to
        return translator.Complete($"SELECT 1 AS o0 FROM ({translator.Parameters()}) AS t0 WHERE CASE WHEN {text} THEN 1 ELSE 0 END", []);
    }

    /// <summary>A statement that gives a row with the values of the expressions.</summary>
    /// <param name="typeOf">Type of the field of a name; every name is a field.</param>
    /// <inheritdoc cref="TranslateCondition" path="/exception"/>
    public static SqlStatement TranslateValues(IReadOnlyList<SqlExpression> expressions, Func<string, SqlType> typeOf)
    {
        SqlTranslator translator = new(new NoLogs(), static (_, _) => null, default);
        SqlScope scope = translator.FieldScope(typeOf);
        List<string> texts = [];
        List<OutputColumn> columns = [];
        foreach (SqlExpression expression in expressions)
        {
            TypedSql value = translator.TranslateExpression(expression, scope);
            if (value.HasAggregate)
            {
                throw Semantic(expression.Position, "the value of a field cannot contain aggregations or window functions");
            }
            texts.Add(Text($"{value.Text} AS o{columns.Count}"));
            columns.Add(new OutputColumn(Text($"o{columns.Count}"), value.Type));
        }
        return translator.Complete($"SELECT {string.Join(", ", texts)} FROM ({translator.Parameters()}) AS t0", columns);
    }

    private SqlScope FieldScope(Func<string, SqlType> typeOf)
    {
        SqlScope scope = new();
        scope.Relations.Add(new LogRelation(null, Use, () => []));
        return scope;

        ScopeColumn Use(string name)
        {
            LogColumn column = new(name, LogColumnSource.Key, typeOf(name), name);
            int number = _parameters.IndexOf(column);
            if (number < 0)
            {
                number = _parameters.Count;
                _parameters.Add(column);
            }
            return new ScopeColumn(name, Text($"t0.c{number}"), column.Type);
        }
    }

    /// <summary>One row, so that to SQLite the values are columns like those of a table.</summary>
    private string Parameters()
    {
        Require(0, _parameters.Count, SqlLimits.Columns, "fields in one command");
        return "SELECT " + string.Join(", ", Enumerable.Range(0, Math.Max(1, _parameters.Count)).Select(i => Text($"?{i + 1} AS c{i}")));
    }

    private SqlStatement Complete(string text, IReadOnlyList<OutputColumn> columns)
    {
        return new SqlStatement(text, columns, [], _functions.Values) { Parameters = _parameters };
    }
}
