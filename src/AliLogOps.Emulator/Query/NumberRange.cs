namespace AliLogOps.Emulator.Query;

/// <summary>A range of numbers; a missing bound is no bound.</summary>
internal sealed record NumberRange(QueryNumber? Low, bool LowInclusive, QueryNumber? High, bool HighInclusive)
{
    public static NumberRange Of(ComparisonOperator comparison, QueryNumber value)
    {
        return comparison switch
        {
            ComparisonOperator.Equal => new(value, true, value, true),
            ComparisonOperator.Greater => new(value, false, null, false),
            ComparisonOperator.GreaterOrEqual => new(value, true, null, false),
            ComparisonOperator.Less => new(null, false, value, false),
            _ => new(null, false, value, true),
        };
    }

    public bool Contains(long value)
    {
        return Fits(Low?.CompareWith(value), LowInclusive) && Fits(-High?.CompareWith(value), HighInclusive);
    }

    public bool Contains(double value)
    {
        return Fits(Low?.CompareWith(value), LowInclusive) && Fits(-High?.CompareWith(value), HighInclusive);
    }

    private static bool Fits(int? comparison, bool inclusive)
    {
        return comparison is null || comparison < 0 || (inclusive && comparison == 0);
    }
}
