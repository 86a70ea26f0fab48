namespace AliLogOps.Emulator.Sql.Syntax;

/// <summary>A query, at the top or inside another.</summary>
internal sealed record SqlQuery(
    int Position, IReadOnlyList<CommonTable> With, QueryBody Body, IReadOnlyList<OrderItem> OrderBy, long Offset, long? Limit);

/// <summary><c>with name (columns) as (query)</c>.</summary>
internal sealed record CommonTable(int Position, string Name, IReadOnlyList<string> Columns, SqlQuery Query);

internal abstract record QueryBody(int Position);

/// <param name="From">Null without a from: the log then.</param>
internal sealed record SelectBody(
    int Position, bool IsDistinct, IReadOnlyList<SelectItem> Items, Relation? From, SqlExpression? Where,
    IReadOnlyList<SqlExpression> GroupBy, SqlExpression? Having) : QueryBody(Position);

/// <param name="Operator">union, union all, intersect or except.</param>
internal sealed record SetBody(int Position, string Operator, QueryBody Left, QueryBody Right) : QueryBody(Position);

/// <summary>A query in parentheses, with an order and a limit of its own.</summary>
internal sealed record NestedBody(int Position, SqlQuery Query) : QueryBody(Position);

/// <summary>A column of the result.</summary>
/// <param name="Expression">Null for <c>*</c>.</param>
/// <param name="StarRelation">Relation of <c>name.*</c>.</param>
internal sealed record SelectItem(int Position, SqlExpression? Expression, string? Alias, string? StarRelation);

internal abstract record Relation(int Position);

internal sealed record TableRelation(int Position, string Name, string? Alias, IReadOnlyList<string> Columns) : Relation(Position);

internal sealed record QueryRelation(int Position, SqlQuery Query, string? Alias, IReadOnlyList<string> Columns) : Relation(Position);

/// <summary><c>unnest(array)</c> or <c>unnest(map)</c>, for each row of what stands left of it.</summary>
internal sealed record UnnestRelation(int Position, SqlExpression Operand, bool WithOrdinality, string? Alias, IReadOnlyList<string> Columns) : Relation(Position);

/// <param name="Kind">inner, left, right, full or cross.</param>
internal sealed record JoinRelation(int Position, string Kind, Relation Left, Relation Right, SqlExpression? On, IReadOnlyList<string> Using) : Relation(Position);
