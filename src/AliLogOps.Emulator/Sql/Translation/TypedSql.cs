using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A translated expression.</summary>
/// <param name="Text">SQLite's text, complete in itself.</param>
/// <param name="HasAggregate">It holds an aggregate.</param>
/// <param name="Ungrouped">A column outside of every aggregate and of everything that is grouped by.</param>
internal readonly record struct TypedSql(string Text, SqlType Type, bool HasAggregate = false, ColumnExpression? Ungrouped = null);
