namespace AliLogOps.Emulator.Query;

internal static class ComparisonOperators
{
    public static string Text(this ComparisonOperator value)
    {
        return value switch
        {
            ComparisonOperator.Equal => "=",
            ComparisonOperator.Greater => ">",
            ComparisonOperator.GreaterOrEqual => ">=",
            ComparisonOperator.Less => "<",
            _ => "<=",
        };
    }

    public static ComparisonOperator Parse(string text)
    {
        return text switch
        {
            "=" => ComparisonOperator.Equal,
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            _ => throw new ArgumentException($"'{text}' is no comparison operator.", nameof(text)),
        };
    }
}
