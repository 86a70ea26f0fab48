using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A column of a result.</summary>
internal sealed record OutputColumn(string Name, SqlType Type);

/// <summary>A function of ours that a statement calls.</summary>
/// <param name="Name">What SQLite calls it.</param>
/// <param name="IsTry">An error becomes null.</param>
internal sealed record UsedFunction(string Name, SqlFunction Function, bool IsTry);

/// <summary>A statement ready to be run.</summary>
/// <param name="Text">SQLite's text; nothing in it was copied from the statement but quoted literals.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Log">Columns of the table log that have to be there, as c0, c1 and so on.</param>
/// <param name="Functions">Functions that have to be there.</param>
internal sealed record SqlStatement(
    string Text, IReadOnlyList<OutputColumn> Columns, IReadOnlyList<LogColumn> Log, IReadOnlyCollection<UsedFunction> Functions);
