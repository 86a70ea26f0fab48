using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>What stands after from.</content>
internal sealed partial class SqlTranslator
{
    private IReadOnlyDictionary<string, CommonRelation> _commons = new Dictionary<string, CommonRelation>();

    /// <summary>SQLite's text of a relation; its columns are added to the scope.</summary>
    private string TranslateRelation(Relation relation, SqlScope scope)
    {
        Enter(relation.Position);
        string text = relation switch
        {
            TableRelation named => TranslateTable(named, scope),
            QueryRelation query => TranslateSubquery(query, scope),
            UnnestRelation unnest => TranslateUnnest(unnest, scope),
            JoinRelation join => TranslateJoin(join, scope),
            _ => throw new InvalidOperationException($"{relation.GetType().Name} has no translation."),
        };
        _depth--;
        return text;
    }

    private string TranslateTable(TableRelation relation, SqlScope scope)
    {
        string name = NewName("t");
        if (_commons.TryGetValue(relation.Name, out CommonRelation? common))
        {
            IReadOnlyList<OutputColumn> columns = Rename(relation.Position, common.Columns, relation.Columns);
            scope.Relations.Add(new ListRelation(relation.Alias ?? relation.Name, ScopeColumns(name, columns)));
            return $"{common.Name} AS {name}";
        }
        LogSource source = catalog.Find(relation.Name, relation.Position);
        if (relation.Columns.Count > 0)
        {
            throw Semantic(relation.Position, "the columns of the log cannot be renamed in FROM: use a sub-query");
        }
        LogReference log = new(Use(source), relation.Position);
        scope.Logs.Add(log);
        scope.Relations.Add(new LogRelation(relation.Alias ?? relation.Name, Find, () => [.. source.Table.All.Select(Column)]));
        return $"{log.Log.Name} AS {name}";

        ScopeColumn? Find(string column)
        {
            return source.Table.Find(column) is { } found ? Column(found) : null;
        }

        ScopeColumn Column(LogColumn column)
        {
            ScopeColumn used = new(column.Name, Text($"{name}.c{log.Log.Use(column)}"), column.Type);
            if (column.Source is LogColumnSource.Time or LogColumnSource.Date)
            {
                _times[used.Text] = (log, column.Source == LogColumnSource.Date);
            }
            return used;
        }
    }

    private string TranslateSubquery(QueryRelation relation, SqlScope scope)
    {
        string name = NewName("t");
        Translated query = TranslateQuery(relation.Query, _commons, outermost: false);
        IReadOnlyList<OutputColumn> columns = Rename(relation.Position, query.Columns, relation.Columns);
        scope.Relations.Add(new ListRelation(relation.Alias, ScopeColumns(name, columns)));
        return $"({query.Text}) AS {name}";
    }

    private string TranslateUnnest(UnnestRelation relation, SqlScope scope)
    {
        TypedSql operand = TranslateExpression(relation.Operand, scope);
        string name = NewName("t");
        List<OutputColumn> columns = [];
        List<string> texts = [];
        switch (operand.Type.Kind)
        {
            case SqlKind.Array:
                columns.Add(new OutputColumn("_col0", operand.Type.Element!));
                texts.Add($"{name}.value");
                break;
            case SqlKind.Map:
                columns.Add(new OutputColumn("_col0", SqlType.Varchar));
                columns.Add(new OutputColumn("_col1", operand.Type.Element!));
                texts.Add($"{name}.key");
                texts.Add($"{name}.value");
                break;
            default:
                throw Semantic(relation.Position, $"Cannot unnest type: {operand.Type}");
        }
        if (relation.WithOrdinality)
        {
            columns.Add(new OutputColumn(Text($"_col{columns.Count}"), SqlType.Bigint));
            // ids of the elements only grow: counting them would need a window
            texts.Add(operand.Type.Kind == SqlKind.Array ? $"({name}.key + 1)" : throw new SqlNotBuiltException("unnest of a map with ordinality"));
        }
        columns = Rename(relation.Position, columns, relation.Columns);
        scope.Relations.Add(new ListRelation(relation.Alias, [.. columns.Select((column, i) => new ScopeColumn(column.Name, texts[i], column.Type))]));
        return $"json_each({operand.Text}) AS {name}";
    }

    private string TranslateJoin(JoinRelation join, SqlScope scope)
    {
        string left = TranslateRelation(join.Left, scope);
        int border = scope.Relations.Count;
        int logBorder = scope.Logs.Count;
        string right = TranslateRelation(join.Right, scope);
        right = join.Right is JoinRelation ? $"({right})" : right;
        string kind = join.Kind.ToUpperInvariant();
        if (join.Kind == "cross")
        {
            return $"{left} CROSS JOIN {right}";
        }
        string on = join.On is not null
            ? Condition(join.On, scope, "JOIN ON")
            : string.Join(" AND ", join.Using.Select(column => Merge(join, column, scope, border, logBorder)));
        LimitJoin(join, scope, logBorder);
        return $"{left} {kind} JOIN {right} ON {on}";
    }

    /// <summary>Compares the columns of a name on both sides, which are one column from here on.</summary>
    private string Merge(JoinRelation join, string name, SqlScope scope, int border, int logBorder)
    {
        ScopeColumn left = Single(scope.Relations[..border], name, join.Position)
            ?? throw NotFound(join.Position, name);
        ScopeColumn right = Single(scope.Relations[border..], name, join.Position)
            ?? throw NotFound(join.Position, name);
        SqlType type = SqlType.Common(left.Type, right.Type)
            ?? throw Semantic(join.Position, $"Column '{name}' of the join has types {left.Type} and {right.Type}");
        AddEquality(left, right, scope, MustFulfil(join, scope, logBorder));
        scope.Merged[name] = join.Kind switch
        {
            "right" => right,
            "full" => new ScopeColumn(left.Name, $"coalesce({left.Text}, {right.Text})", type),
            _ => left,
        };
        return $"{left.Text} = {right.Text}";
    }
}
