using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <content>
/// Which times a statement over a project reads. Every logstore has to be limited by the select that names it: __time__ or
/// __date__ is compared with a constant in WHERE, or in the ON of a join that lets nothing of the logstore through otherwise;
/// or it has to be equal to that of a logstore which is limited. A condition only tells what need not be loaded: it is
/// still asked of every log.
/// </content>
internal sealed partial class SqlTranslator
{
    /// <summary>Columns that are times of a logstore, by their text.</summary>
    private readonly Dictionary<string, (LogReference Log, bool IsDate)> _times = new(StringComparer.Ordinal);

    /// <summary>Works out the ranges of the logstores that a select names.</summary>
    /// <returns>The range of all of them together; null if it names none.</returns>
    private SearchRange? LimitTimes(SelectBody select, SqlScope scope)
    {
        if (catalog.Default is { } own)
        {
            return own.Search.Range;
        }
        if (select.Where is not null)
        {
            scope.Limits.And(ReadLimits(select.Where, scope));
            AddEqualities(select.Where, scope, static _ => true);
        }
        scope.Limits.Spread(scope.Equalities);
        SearchRange? all = null;
        foreach (LogReference log in scope.Logs)
        {
            SearchRange limit = scope.Limits[log] ?? throw Unlimited(log);
            SearchRange kept = log.Log.Source.Search.Range;
            SearchRange range = new(Math.Max(limit.From, kept.From), Math.Min(limit.To, kept.To));
            log.Log.Use(range);
            all = all is { } known ? new SearchRange(Math.Min(known.From, range.From), Math.Max(known.To, range.To)) : range;
        }
        return all;
    }

    /// <summary>Code and text are «unconfirmed»; that the time has to be given is documented.</summary>
    private static SqlRefusedException Unlimited(LogReference log)
    {
        return Semantic(log.Position, $"logstore {log.Log.Source.Table.Logstore} is not limited by time: "
            + "compare its __time__ or __date__ with constants in WHERE, as in __time__ >= 1700000000 and __time__ < 1700003600");
    }

    /// <summary>Takes what the condition of a join says, which holds for the sides that have to fulfil it.</summary>
    /// <param name="border">First logstore of the right side.</param>
    private void LimitJoin(JoinRelation join, SqlScope scope, int border)
    {
        if (catalog.Default is null && join.On is not null)
        {
            Predicate<LogReference> fulfils = MustFulfil(join, scope, border);
            scope.Limits.And(ReadLimits(join.On, scope).Only(fulfils));
            AddEqualities(join.On, scope, fulfils);
        }
    }

    /// <summary>The logstores of which a join lets nothing through that does not fulfil its condition.</summary>
    private static Predicate<LogReference> MustFulfil(JoinRelation join, SqlScope scope, int border)
    {
        HashSet<LogReference> right = [.. scope.Logs[border..]];
        return join.Kind switch
        {
            "inner" => static _ => true,
            "left" => right.Contains,
            "right" => log => !right.Contains(log),
            _ => static _ => false,
        };
    }

    private void AddEqualities(SqlExpression condition, SqlScope scope, Predicate<LogReference> fulfils)
    {
        switch (condition)
        {
            case BinaryExpression { Operator: "and" } both:
                AddEqualities(both.Left, scope, fulfils);
                AddEqualities(both.Right, scope, fulfils);
                break;
            case BinaryExpression { Operator: "=", Left: ColumnExpression left, Right: ColumnExpression right }:
                AddEquality(Resolve(left, scope), Resolve(right, scope), scope, fulfils);
                break;
            default:
                break;
        }
    }

    private void AddEquality(ScopeColumn left, ScopeColumn right, SqlScope scope, Predicate<LogReference> fulfils)
    {
        if (!_times.TryGetValue(left.Text, out (LogReference Log, bool IsDate) a)
            || !_times.TryGetValue(right.Text, out (LogReference Log, bool IsDate) b)
            || a.IsDate != b.IsDate)
        {
            return;
        }
        if (fulfils(b.Log))
        {
            scope.Equalities.Add((a.Log, b.Log));
        }
        if (fulfils(a.Log))
        {
            scope.Equalities.Add((b.Log, a.Log));
        }
    }

    private TimeLimits ReadLimits(SqlExpression condition, SqlScope scope)
    {
        return condition switch
        {
            BinaryExpression { Operator: "and" } both => ReadLimits(both.Left, scope).And(ReadLimits(both.Right, scope)),
            BinaryExpression { Operator: "or" } either => ReadLimits(either.Left, scope).Or(ReadLimits(either.Right, scope)),
            BinaryExpression { Left: ColumnExpression column } binary => ReadLimit(binary.Operator, column, binary.Right, scope),
            BinaryExpression { Right: ColumnExpression column } binary => ReadLimit(Mirrored(binary.Operator), column, binary.Left, scope),
            BetweenExpression { Operand: ColumnExpression column } between =>
                ReadLimit(">=", column, between.Low, scope).And(ReadLimit("<=", column, between.High, scope)),
            InListExpression { Operand: ColumnExpression column } list =>
                list.Items.Select(item => ReadLimit("=", column, item, scope)).Aggregate((a, b) => a.Or(b)),
            _ => new TimeLimits(),
        };
    }

    private TimeLimits ReadLimit(string symbol, ColumnExpression column, SqlExpression value, SqlScope scope)
    {
        if (!_times.TryGetValue(Resolve(column, scope).Text, out (LogReference Log, bool IsDate) time) || !IsConstant(value))
        {
            return new TimeLimits();
        }
        object? constant = value is LiteralExpression literal ? literal.Value : evaluate(TranslateExpression(value, scope), _functions.Values);
        return TimeLimits.Of(time.Log, time.IsDate ? TimeLimits.OfDate(symbol, constant) : TimeLimits.OfTime(symbol, constant));
    }

    private static string Mirrored(string symbol)
    {
        return symbol switch
        {
            "<" => ">",
            "<=" => ">=",
            ">" => "<",
            ">=" => "<=",
            _ => symbol,
        };
    }

    /// <summary>It has the same value for every row, and needs none to have it.</summary>
    private static bool IsConstant(SqlExpression expression)
    {
        return expression switch
        {
            LiteralExpression or TypedLiteral or IntervalLiteral => true,
            SignExpression sign => IsConstant(sign.Operand),
            BinaryExpression binary => IsConstant(binary.Left) && IsConstant(binary.Right),
            CastExpression cast => IsConstant(cast.Operand),
            TryExpression attempt => IsConstant(attempt.Operand),
            CallExpression call => IsPlain(call)
                && FunctionTable.Find(call.Name) is { Count: > 0 } forms
                && forms.All(form => form.IsDeterministic && !form.IsAggregate && !form.NeedsWindow)
                && call.Arguments.All(IsConstant),
            _ => false,
        };
    }
}
