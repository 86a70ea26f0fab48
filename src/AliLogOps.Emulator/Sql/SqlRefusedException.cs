namespace AliLogOps.Emulator.Sql;

/// <summary>
/// A statement that the service refuses, before or while it runs. The words of the messages are the service's where the
/// reference has them, those of its SQL engine otherwise; the names of the kinds but ColumnNotExists are «unconfirmed».
/// </summary>
internal sealed class SqlRefusedException(string kind, int position, string message) : Exception(message)
{
    public const string Syntax = "SyntaxError";
    public const string Column = "ColumnNotExists";
    public const string Semantic = "SemanticError";
    public const string Runtime = "ExecutionError";

    /// <summary>Word after ErrorType.</summary>
    public string Kind { get; } = kind;

    /// <summary>Index of the character in the statement; negative if no place is to blame.</summary>
    public int Position { get; } = position;

    /// <summary>Text of the error as the service gives it for the statement.</summary>
    public string Describe(string statement)
    {
        if (Position < 0)
        {
            return $"ErrorType:{Kind}.ErrorMessage:{Message}";
        }
        ReadOnlySpan<char> before = statement.AsSpan(0, Math.Min(Position, statement.Length));
        int line = before.Count('\n') + 1;
        int column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"ErrorType:{Kind}.ErrorPosition,line:{line},column:{column}.ErrorMessage:line {line}:{column}: {Message}");
    }
}

/// <summary>Something the service's SQL has and the emulator does not: answered with 501 and its name, never with a guess.</summary>
internal sealed class SqlNotBuiltException(string feature) : Exception(feature);
