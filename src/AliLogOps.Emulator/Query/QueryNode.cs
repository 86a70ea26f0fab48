namespace AliLogOps.Emulator.Query;

/// <summary>A search statement as it was written; knows nothing of an index.</summary>
internal abstract record QueryNode;

/// <summary><c>*</c> or an empty statement: every log.</summary>
internal sealed record AllNode : QueryNode;

internal sealed record AndNode(QueryNode Left, QueryNode Right) : QueryNode;

internal sealed record OrNode(QueryNode Left, QueryNode Right) : QueryNode;

internal sealed record NotNode(QueryNode Operand) : QueryNode;

/// <summary>A condition on words: of one key, or of the whole log if <paramref name="Key"/> is null.</summary>
internal sealed record TermNode(string? Key, TextMatch Match) : QueryNode;

/// <summary><c>key &gt;= 5</c>: a condition on numbers if the key's index is long or double, else words.</summary>
/// <param name="Value">The right side as text; often no number at all, as in <c>app-name=todo-list</c>.</param>
internal sealed record ComparisonNode(string Key, ComparisonOperator Operator, string Value) : QueryNode;

/// <summary><c>key in [1 5)</c>.</summary>
internal sealed record RangeNode(string Key, string Low, bool LowInclusive, string High, bool HighInclusive) : QueryNode;

internal enum ComparisonOperator
{
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

internal enum TextMatchKind
{
    /// <summary>All words of the text occur, in any order.</summary>
    Words,

    /// <summary>The text holds wildcards; a backslash makes one literal.</summary>
    Pattern,

    /// <summary>The words of the text occur one after the other in one value.</summary>
    Phrase,

    /// <summary><c>key:*</c>: the log has the key.</summary>
    Exists,

    /// <summary><c>key:""</c>: the log has the key and its value is empty.</summary>
    Empty,
}

/// <summary>What a term asks of words.</summary>
/// <param name="Text">The literal text, or the pattern; empty for Exists and Empty.</param>
internal sealed record TextMatch(TextMatchKind Kind, string Text)
{
    public static readonly TextMatch Exists = new(TextMatchKind.Exists, "");

    public static readonly TextMatch Empty = new(TextMatchKind.Empty, "");

    public static TextMatch Words(string text)
    {
        return new(TextMatchKind.Words, text);
    }
}
