namespace AliLogOps.Emulator.Query;

internal enum QueryTokenKind
{
    End,

    /// <summary>Unquoted word; its text is a pattern: <c>*</c> and <c>?</c> are wildcards unless a backslash precedes them.</summary>
    Word,

    /// <summary>Text in double quotes, escapes already resolved.</summary>
    Quoted,

    /// <summary>Text of <c>#"…"</c>, escapes already resolved.</summary>
    Phrase,

    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Colon,

    /// <summary>One of <c>&gt; &gt;= &lt; &lt;= =</c>; the text says which.</summary>
    Comparison,
}

/// <summary>One token of a search statement.</summary>
/// <param name="Text">Text as <see cref="QueryTokenKind"/> says.</param>
/// <param name="Position">Index of its first character in the statement.</param>
/// <param name="Length">Characters it takes in the statement.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, int Position, int Length)
{
    public int End => Position + Length;

    /// <summary>An unquoted word equal to the operator, in any letter case.</summary>
    public bool IsOperator(string name)
    {
        return Kind == QueryTokenKind.Word && Text.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
