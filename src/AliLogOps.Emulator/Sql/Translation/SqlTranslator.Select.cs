using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>One select with its order.</content>
internal sealed partial class SqlTranslator
{
    private Translated TranslateSelect(SelectBody select, IReadOnlyList<OrderItem> order, IReadOnlyDictionary<string, CommonRelation> commons)
    {
        IReadOnlyDictionary<string, CommonRelation> outerCommons = _commons;
        _commons = commons;
        SqlScope scope = new();
        string from = TranslateRelation(select.From ?? Implied(select), scope);
        string where = select.Where is null ? "" : " WHERE " + Condition(select.Where, scope, "WHERE");
        SearchRange? range = LimitTimes(select, scope);
        List<SelectItem> items = [.. select.Items.SelectMany(item => Expand(item, scope))];
        Require(select.Position, items.Count, SqlLimits.Columns, "columns in a SELECT");
        Require(select.Position, Math.Max(select.GroupBy.Count, order.Count), SqlLimits.Columns, "keys in GROUP BY or ORDER BY");
        Require(select.Position, scope.Relations.Count, SqlLimits.Relations, "relations in a FROM");
        Translated result = FindTimeSeries(items) is { } series
            ? TranslateTimeSeries(select, items, series, order, scope, from, where, range)
            : TranslateItems(select, items, order, scope, from, where);
        _commons = outerCommons;
        return result;
    }

    /// <summary>What a select without FROM reads.</summary>
    private TableRelation Implied(SelectBody select)
    {
        return catalog.Default is not null
            ? new TableRelation(select.Position, "log", null, [])
            : throw Semantic(select.Position, NoLogstore);
    }

    private Translated TranslateItems(SelectBody select, List<SelectItem> items, IReadOnlyList<OrderItem> order, SqlScope scope, string from, string where)
    {
        Dictionary<string, SqlExpression> aliases = Aliases(items);
        List<string> group = Group(select, items, scope, aliases);
        scope.Grouped = [.. group];
        List<TypedSql> columns = [.. items.Select(item => TranslateExpression(item.Expression!, scope))];
        TypedSql? having = select.Having is null ? null : Require(TranslateExpression(select.Having, scope), SqlType.Boolean, select.Having.Position, "HAVING clause");
        List<(OrderItem Item, TypedSql? Key, long Ordinal)> keys = [.. order.Select(item => TranslateOrder(item, scope, aliases, items.Count))];

        bool grouped = group.Count > 0 || select.Having is not null || columns.Exists(column => column.HasAggregate)
            || keys.Exists(key => key.Key?.HasAggregate == true);
        if (grouped)
        {
            foreach (TypedSql part in columns.Concat(keys.Where(key => key.Key is not null).Select(key => key.Key!.Value)).Concat(having is null ? [] : [having.Value]))
            {
                if (part.Ungrouped is { } column)
                {
                    throw Semantic(column.Position, $"'{column.Name}' not in GROUP BY clause: it must be an aggregate expression or appear in GROUP BY clause");
                }
            }
        }
        if (select.IsDistinct)
        {
            RequireSelected(columns, keys);
        }
        string text = $"SELECT {(select.IsDistinct ? "DISTINCT " : "")}{string.Join(", ", columns.Select((column, i) => Text($"{column.Text} AS o{i}")))} FROM {from}{where}";
        text += group.Count > 0 ? " GROUP BY " + string.Join(", ", group.Distinct().Select(KeyText)) : "";
        if (grouped && group.Count == 0)
        {
            // one row for all: SQLite takes a select for one of groups only by what it selects or has
            text += $" HAVING {(having is null ? "" : having.Value.Text + " AND ")}count(*) >= 0";
            keys.Clear();
        }
        else
        {
            text += having is null ? "" : " HAVING " + having.Value.Text;
        }
        text += keys.Count == 0 ? "" : " ORDER BY " + string.Join(", ", keys.Select(key => OrderKey(key.Item, key.Key is { } expression ? KeyText(expression.Text) : Text($"{key.Ordinal}"))));
        return new Translated(text, [.. items.Select((item, i) => new OutputColumn(NameOf(item, i, scope), columns[i].Type))]);
    }

    /// <summary>Turns a star into the columns it stands for.</summary>
    private static IEnumerable<SelectItem> Expand(SelectItem item, SqlScope scope)
    {
        if (item.Expression is not null)
        {
            return [item];
        }
        List<ScopeRelation> relations = item.StarRelation is null
            ? scope.Relations
            : scope.Relations.FindAll(relation => string.Equals(relation.Alias, item.StarRelation, StringComparison.OrdinalIgnoreCase));
        if (relations.Count == 0)
        {
            throw Semantic(item.Position, $"Table '{item.StarRelation}' not found");
        }
        return relations.SelectMany((relation, i) => relation.All.Select(column =>
            new SelectItem(item.Position, new ResolvedColumn(item.Position, column), column.Name, null)));
    }

    private static Dictionary<string, SqlExpression> Aliases(List<SelectItem> items)
    {
        Dictionary<string, SqlExpression> aliases = new(StringComparer.OrdinalIgnoreCase);
        foreach (SelectItem item in items)
        {
            if (item.Alias is not null && item.Expression is not ResolvedColumn)
            {
                aliases.TryAdd(item.Alias, item.Expression!);
            }
        }
        return aliases;
    }

    private List<string> Group(SelectBody select, List<SelectItem> items, SqlScope scope, Dictionary<string, SqlExpression> aliases)
    {
        List<string> group = [];
        scope.Aliases = aliases;
        foreach (SqlExpression expression in select.GroupBy)
        {
            SqlExpression target = expression is LiteralExpression { Value: long ordinal }
                ? ordinal >= 1 && ordinal <= items.Count
                    ? items[(int)ordinal - 1].Expression!
                    : throw Semantic(expression.Position, Text($"GROUP BY position {ordinal} is not in select list"))
                : expression;
            TypedSql key = TranslateExpression(target, scope);
            if (key.HasAggregate)
            {
                throw Semantic(expression.Position, "GROUP BY clause cannot contain aggregations or window functions");
            }
            group.Add(key.Text);
        }
        scope.Aliases = null;
        return group;
    }

    private (OrderItem Item, TypedSql? Key, long Ordinal) TranslateOrder(OrderItem item, SqlScope scope, Dictionary<string, SqlExpression> aliases, int columns)
    {
        if (item.Expression is LiteralExpression { Value: long ordinal })
        {
            return (item, null, Ordinal(item.Expression.Position, ordinal, columns));
        }
        scope.Aliases = aliases;
        scope.AliasesFirst = true;
        TypedSql key = TranslateExpression(item.Expression, scope);
        scope.Aliases = null;
        scope.AliasesFirst = false;
        return (item, key, 0);
    }

    private static void RequireSelected(List<TypedSql> columns, List<(OrderItem Item, TypedSql? Key, long Ordinal)> keys)
    {
        foreach ((OrderItem item, TypedSql? key, long _) in keys)
        {
            if (key is { } wanted && !columns.Exists(column => column.Text == wanted.Text))
            {
                throw Semantic(item.Expression.Position, "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
            }
        }
    }

    private string NameOf(SelectItem item, int index, SqlScope scope)
    {
        return item.Alias ?? (item.Expression is ColumnExpression column ? Resolve(column, scope).Name : Text($"_col{index}"));
    }

    private string Condition(SqlExpression expression, SqlScope scope, string clause)
    {
        TypedSql condition = Require(TranslateExpression(expression, scope), SqlType.Boolean, expression.Position, clause + " clause");
        return condition.HasAggregate
            ? throw Semantic(expression.Position, $"{clause} clause cannot contain aggregations or window functions")
            : condition.Text;
    }

    private static void Require(int position, int count, int limit, string what)
    {
        if (count > limit)
        {
            throw Semantic(position, Text($"{count} {what} are too many: {limit} are the limit"));
        }
    }

    private static TypedSql Require(TypedSql value, SqlType type, int position, string what)
    {
        return Coerce(value, type) ?? throw Semantic(position, $"{what} must evaluate to a {type}: actual type {value.Type}");
    }
}
