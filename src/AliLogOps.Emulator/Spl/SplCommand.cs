using System.Text.RegularExpressions;
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

internal sealed record ParseJsonCommand(string Field) : SplCommand;

internal sealed record ParseRegexpCommand(string Field, Regex Pattern, IReadOnlyList<string> Outputs) : SplCommand;

/// <summary><c>new = old</c>.</summary>
internal readonly record struct SplRename(string New, string Old);
