using System.Globalization;

namespace AliLogOps.Setup.Queries;

/// <summary>Whether there can be logs in a range.</summary>
internal static class RangeRules
{
    /// <summary>Retention that means for ever (Log Service API: CreateLogStore, ttl).</summary>
    private const int ForEver = 3650;

    public static QueryFinding? Check(QueryCheckInput input)
    {
        if (input.From is not { } from || input.To is not { } to)
        {
            return null;
        }

        string range = $"{Text(from)} to {Text(to)}";
        if (from >= to)
        {
            return new(CheckStatus.Fail, $"{range} is empty: its begin must lie before its end.");
        }

        if (from > input.Now)
        {
            return new(CheckStatus.Warning, $"{range} lies in the future.");
        }

        if (input.TtlDays is not { } days || days >= ForEver)
        {
            return QueryFinding.Pass(range + ".");
        }

        DateTimeOffset oldest = input.Now.AddDays(-days);
        string kept = string.Create(CultureInfo.InvariantCulture, $"logs are kept for {days} days, since {Text(oldest)}");
        return to <= oldest ? new(CheckStatus.Fail, $"{range}, but {kept}.")
            : from < oldest ? new(CheckStatus.Warning, $"{range} begins too early: {kept}.")
            : QueryFinding.Pass($"{range}; {kept}.");
    }

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
