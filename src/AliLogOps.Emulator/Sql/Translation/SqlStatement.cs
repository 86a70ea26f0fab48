using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Sql.Functions;

namespace AliLogOps.Emulator.Sql.Translation;

/// <summary>A column of a result.</summary>
internal sealed record OutputColumn(string Name, SqlType Type);

/// <summary>A function of ours that a statement calls.</summary>
/// <param name="Name">What SQLite calls it.</param>
/// <param name="IsTry">An error becomes null.</param>
internal sealed record UsedFunction(string Name, SqlFunction Function, bool IsTry);

/// <summary>A logstore that has to be there as a table.</summary>
/// <param name="Name">What SQLite calls the table.</param>
/// <param name="Columns">Columns that have to be there, as c0, c1 and so on.</param>
/// <param name="Ranges">Ranges whose logs have to be there; they neither touch nor overlap.</param>
internal sealed record StatementLog(LogSource Source, string Name, IReadOnlyList<LogColumn> Columns, IReadOnlyList<SearchRange> Ranges);

/// <summary>A statement ready to be run.</summary>
/// <param name="Text">SQLite's text; nothing in it was copied from the statement but quoted literals.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Logs">The logstores it reads.</param>
/// <param name="Functions">Functions that have to be there.</param>
internal sealed record SqlStatement(
    string Text, IReadOnlyList<OutputColumn> Columns, IReadOnlyList<StatementLog> Logs, IReadOnlyCollection<UsedFunction> Functions)
{
    /// <summary>Of a statement that is run for one row after the other: the columns whose values it takes, in this order.</summary>
    public IReadOnlyList<LogColumn> Parameters { get; init; } = [];
}
