namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>An expression as it was written; knows nothing of columns and types.</summary>
/// <param name="Position">Index of its first character in the statement, for errors.</param>
internal abstract record SqlExpression(int Position);

/// <summary>A column, perhaps of a named relation.</summary>
internal sealed record ColumnExpression(int Position, string? Relation, string Name) : SqlExpression(Position);

/// <summary>A number, text, truth value or null.</summary>
/// <param name="Value">long, double, string, bool, or null.</param>
internal sealed record LiteralExpression(int Position, object? Value) : SqlExpression(Position);

/// <summary><c>timestamp '…'</c> or <c>date '…'</c>.</summary>
internal sealed record TypedLiteral(int Position, string Type, string Text) : SqlExpression(Position);

/// <summary><c>interval '…' unit</c>.</summary>
internal sealed record IntervalLiteral(int Position, bool Negative, string Text, string Unit) : SqlExpression(Position);

/// <param name="Operator">One of <c>- +</c>.</param>
internal sealed record SignExpression(int Position, string Operator, SqlExpression Operand) : SqlExpression(Position);

/// <param name="Operator">One of <c>+ - * / % ||</c>, of <c>= &lt;&gt; &lt; &lt;= &gt; &gt;=</c>, or and, or.</param>
internal sealed record BinaryExpression(int Position, string Operator, SqlExpression Left, SqlExpression Right) : SqlExpression(Position);

internal sealed record NotExpression(int Position, SqlExpression Operand) : SqlExpression(Position);

internal sealed record IsNullExpression(int Position, SqlExpression Operand) : SqlExpression(Position);

/// <summary><c>is distinct from</c>: like &lt;&gt;, but null equals null.</summary>
internal sealed record DistinctFromExpression(int Position, SqlExpression Left, SqlExpression Right) : SqlExpression(Position);

internal sealed record BetweenExpression(int Position, SqlExpression Operand, SqlExpression Low, SqlExpression High) : SqlExpression(Position);

internal sealed record InListExpression(int Position, SqlExpression Operand, IReadOnlyList<SqlExpression> Items) : SqlExpression(Position);

internal sealed record InQueryExpression(int Position, SqlExpression Operand, SqlQuery Query) : SqlExpression(Position);

internal sealed record LikeExpression(int Position, SqlExpression Operand, SqlExpression Pattern, SqlExpression? Escape) : SqlExpression(Position);

internal sealed record ExistsExpression(int Position, SqlQuery Query) : SqlExpression(Position);

internal sealed record ScalarQueryExpression(int Position, SqlQuery Query) : SqlExpression(Position);

/// <param name="Operand">What the conditions are compared with; null if they are conditions of their own.</param>
internal sealed record CaseExpression(
    int Position, SqlExpression? Operand, IReadOnlyList<(SqlExpression When, SqlExpression Then)> Branches, SqlExpression? Else) : SqlExpression(Position);

/// <param name="IsTry">A value that cannot be cast becomes null.</param>
internal sealed record CastExpression(int Position, SqlExpression Operand, string Type, bool IsTry) : SqlExpression(Position);

/// <summary><c>try(…)</c>: an error of the value becomes null.</summary>
internal sealed record TryExpression(int Position, SqlExpression Operand) : SqlExpression(Position);

internal sealed record ArrayExpression(int Position, IReadOnlyList<SqlExpression> Items) : SqlExpression(Position);

internal sealed record SubscriptExpression(int Position, SqlExpression Operand, SqlExpression Index) : SqlExpression(Position);

/// <summary>A function call.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="IsStar">The argument list is <c>*</c>.</param>
internal sealed record CallExpression(
    int Position, string Name, IReadOnlyList<SqlExpression> Arguments, bool IsStar, bool IsDistinct, SqlExpression? Filter, WindowClause? Over)
    : SqlExpression(Position);

/// <param name="Frame">Text of the frame, checked by the parser; empty without one.</param>
internal sealed record WindowClause(IReadOnlyList<SqlExpression> PartitionBy, IReadOnlyList<OrderItem> OrderBy, string Frame);

/// <param name="NullsFirst">Null without a word on it: nulls come last.</param>
internal sealed record OrderItem(SqlExpression Expression, bool Descending, bool? NullsFirst);
