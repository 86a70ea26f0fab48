namespace AliLogOps.Emulator.Sql.Syntax;

internal enum SqlTokenKind
{
    End,

    /// <summary>Unquoted name or keyword, as it was written.</summary>
    Name,

    /// <summary>Name in double quotes, escapes resolved.</summary>
    QuotedName,

    /// <summary>Text in single quotes, escapes resolved.</summary>
    Text,

    Integer,

    /// <summary>Number with a point or an exponent.</summary>
    Decimal,

    /// <summary>Word that begins with a digit: a part of the name of a logstore at most.</summary>
    DigitName,

    /// <summary>Operator or punctuation.</summary>
    Symbol,
}

/// <summary>One token of a statement.</summary>
/// <param name="Position">Index of its first character in the statement.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Position)
{
    /// <summary>The keyword, in any letter case.</summary>
    public bool Is(string keyword)
    {
        return Kind == SqlTokenKind.Name && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
    }

    public bool IsSymbol(string symbol)
    {
        return Kind == SqlTokenKind.Symbol && Text == symbol;
    }
}
