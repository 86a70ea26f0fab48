using System.Text.RegularExpressions;
using AliLogOps.Emulator.Sql.Functions;
using AliLogOps.Emulator.Sql.Syntax;

namespace AliLogOps.Emulator.Spl;

/// <summary>A command as it was written; knows nothing of fields and types.</summary>
internal abstract record SplCommand;

internal sealed record WhereCommand(SqlExpression Condition) : SplCommand;

internal sealed record ExtendCommand(IReadOnlyList<string> Fields, IReadOnlyList<SqlExpression> Values) : SplCommand;

/// <param name="Kept">Names, or patterns.</param>
/// <param name="Renamed">Fields that are kept under a new name.</param>
internal sealed record ProjectCommand(bool IsWildcard, IReadOnlyList<string> Kept, IReadOnlyList<SplRename> Renamed) : SplCommand;

/// <param name="Fields">Names, or patterns.</param>
internal sealed record ProjectAwayCommand(bool IsWildcard, IReadOnlyList<string> Fields) : SplCommand;

internal sealed record ProjectRenameCommand(IReadOnlyList<SplRename> Renamed) : SplCommand;

internal sealed record LimitCommand(long Count) : SplCommand;

/// <param name="Path">Leads to the object; null for the value itself.</param>
internal sealed record ParseJsonCommand(string Field, JsonPath? Path) : SplCommand;

internal sealed record ParseRegexpCommand(string Field, Regex Pattern, IReadOnlyList<string> Outputs) : SplCommand;

/// <param name="Prefix">Goes before the names of the fields.</param>
/// <param name="Between">Parts the pairs.</param>
/// <param name="Inside">Parts the key of a pair from its value.</param>
internal sealed record ParseKvCommand(string Field, string Prefix, string Between, string Inside) : SplCommand;

/// <param name="Quote">Character around values that hold the delimiter; null for none.</param>
/// <param name="IsStrict">Nothing is extracted unless there are as many values as fields.</param>
internal sealed record ParseCsvCommand(string Field, string Delimiter, char? Quote, bool IsStrict, IReadOnlyList<string> Outputs) : SplCommand;

/// <summary><c>new = old</c>.</summary>
internal readonly record struct SplRename(string New, string Old);
