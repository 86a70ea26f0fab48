using System.Diagnostics;

namespace AliLogOps.Setup.Queries;

/// <summary>
/// What can be told of a query before it is sent: the mistakes that make the service refuse it, answer less than was meant, or
/// search for something else.
/// </summary>
public static class QueryChecks
{
    // Log Service API: "Search syntax", "Data types", "Analysis grammar/LIMIT clause", "Limits"
    private static readonly QueryCheck[] s_checks =
    [
        new("query.syntax", "Quotes and brackets are balanced, operators have operands",
            "The service refuses the query.",
            "Mend the place named; put words with operators, blanks or brackets in double quotes.",
            SearchSyntax.Check),
        new("query.terms", "The search has at most 30 terms",
            "The service refuses more.",
            "Leave terms out, or narrow with SQL behind the bar.",
            SearchRules.Terms),
        new("query.index", "The logstore has the index the search needs",
            "Without an index nothing can be searched; without a full-text index a bare word finds nothing.",
            "Create it with Set-AliLogIndex -FullText; it holds for logs that arrive afterwards.",
            SearchRules.Index),
        new("query.fields", "Every field searched is indexed",
            "The service refuses key:value for a field without an index. Names of fields are case-sensitive.",
            "Add the field with Set-AliLogIndex -Key, or correct its name.",
            SearchRules.Fields),
        new("query.numbers", "Comparisons are made with fields that hold numbers",
            "With = < > on anything else the service searches for the words on both sides of it, anywhere in the log.",
            "Write field:\"value\" for text; index the field as long or double for numbers.",
            SearchRules.Numbers),
        new("query.words", "Words and wildcards mean what they look like",
            "Reserved words, leading wildcards and wildcards in quotes do not do what one expects.",
            "Put reserved words in double quotes; begin words with letters before * or ?; leave words with wildcards unquoted.",
            SearchRules.Words),
        new("query.sql", "The SQL part can run",
            "The service refuses it.",
            "Mend the place named.",
            SqlRules.Syntax),
        new("query.columns", "Every column is indexed with analytics",
            "SQL sees only indexed fields with analytics (doc_value). Names with a hyphen need double quotes.",
            "Add the field with Set-AliLogIndex, or write its name in double quotes.",
            SqlRules.Columns),
        new("query.limit", "SQL says how many rows it wants",
            "Without LIMIT the service gives 100 rows and leaves the rest out.",
            "Add 'limit n', at most 1000000.",
            SqlRules.Limit),
        new("query.range", "The range lies within the retention",
            "Logs older than the retention are gone.",
            "Search a later range, or lengthen the retention with Set-AliLogStore -TtlDays for logs to come.",
            RangeRules.Check),
    ];

    /// <summary>Makes the checks that apply, in order.</summary>
    /// <param name="input">The query and what is known.</param>
    public static IEnumerable<CheckResult> Run(QueryCheckInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return s_checks.Select(check => check.Run(input)).OfType<CheckResult>();
    }
}

/// <summary>One thing that must be true of a query.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Title">What must be true.</param>
/// <param name="Cause">What happens otherwise.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Look">Looks at the query; null when the check does not apply.</param>
internal sealed record QueryCheck(string Id, string Title, string Cause, string Remedy, Func<QueryCheckInput, QueryFinding?> Look)
{
    public CheckResult? Run(QueryCheckInput input)
    {
        long start = Stopwatch.GetTimestamp();
        if (Look(input) is not { } finding)
        {
            return null;
        }

        bool passed = finding.Status == CheckStatus.Pass;
        return new CheckResult
        {
            Id = Id,
            Check = Title,
            Status = finding.Status,
            Evidence = finding.Evidence,
            Cause = passed ? string.Empty : Cause,
            Remedy = passed ? string.Empty : Remedy,
            StartTime = input.Now,
            Duration = Stopwatch.GetElapsedTime(start),
        };
    }
}

/// <summary>What a look at a query found.</summary>
internal sealed record QueryFinding(CheckStatus Status, string Evidence)
{
    public static QueryFinding Pass(string evidence) => new(CheckStatus.Pass, evidence);

    /// <summary>Failure or, without problems, the evidence.</summary>
    public static QueryFinding Of(IReadOnlyCollection<string> problems, string evidence, CheckStatus status = CheckStatus.Fail) =>
        problems.Count == 0 ? Pass(evidence) : new(status, string.Join(" ", problems));
}
