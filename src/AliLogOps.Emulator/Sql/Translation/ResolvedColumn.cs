using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A column that a star stands for.</summary>
internal sealed record ResolvedColumn(int Position, ScopeColumn Column) : SqlExpression(Position);
