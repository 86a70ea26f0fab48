using AliLogOps.Setup.Queries;

namespace AliLogOps.Setup.Tests.Queries;

public sealed class QueryChecksTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    private static readonly LogIndex s_index = new()
    {
        Line = new LogIndexLine(),
        Keys = new Dictionary<string, LogIndexKey>
        {
            ["app-name"] = new(),
            ["level"] = new(),
            ["latency"] = new() { Type = "double" },
            ["hidden"] = new() { DocValue = false },
        },
    };

    [Theory]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("error and not (level: debug or \"a b\")")]
    [InlineData("app-name: todo-list and latency > 3.5 and __topic__: x and __tag__:env: dev")]
    [InlineData("latency in [1 5) and level: err*")]
    [InlineData("* | select count(*) as c")]
    [InlineData("* | select \"app-name\", level, count(1) c, avg(latency) as a from log where level = 'x' group by \"app-name\", level order by c desc limit 0, 20")]
    [InlineData("* | with t as (select level l, __time__ - __time__ % 60 as minute from log limit 10) select l, minute from t limit 5")]
    [InlineData("* | select date_format(from_unixtime(__time__), '%H:%i') as h, case when latency > 3 then 'slow' else 'fast' end speed from log limit 5")]
    [InlineData("* | select /* level, msg */ level limit 1")]
    [InlineData("level:#\"a b\" and not not x")]
    public void Good_queries_pass_every_check(string query)
    {
        Assert.All(Run(query), result => Assert.True(result.Status == CheckStatus.Pass, $"{result.Id}: {result.Evidence}"));
    }

    [Theory]
    [InlineData("\"never closed", "query.syntax", CheckStatus.Fail, "character 1")]
    [InlineData("(a or b", "query.syntax", CheckStatus.Fail, "never closed")]
    [InlineData("a) or b", "query.syntax", CheckStatus.Fail, "closes nothing")]
    [InlineData("a and", "query.syntax", CheckStatus.Fail, "nothing to its right")]
    [InlineData("or a", "query.syntax", CheckStatus.Fail, "nothing to its left")]
    [InlineData("a and or b", "query.syntax", CheckStatus.Fail, "nothing to its right")]
    [InlineData("level:", "query.syntax", CheckStatus.Fail, "no value")]
    [InlineData("level: (err or warn)", "query.syntax", CheckStatus.Fail, "':' at character 6 has a bracket behind it")]
    [InlineData("latency in [1 2 3]", "query.syntax", CheckStatus.Fail, "has 3 bounds")]
    [InlineData("latency in (5]", "query.syntax", CheckStatus.Fail, "has 1 bounds")]
    [InlineData("* | ", "query.sql", CheckStatus.Fail, "nothing behind the bar")]
    [InlineData(": x", "query.syntax", CheckStatus.Fail, "no field")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5", "query.terms", CheckStatus.Fail, "31 terms")]
    [InlineData("msg: x", "query.fields", CheckStatus.Fail, "'msg' at character 1 is not indexed")]
    [InlineData("Level: x", "query.fields", CheckStatus.Fail, "but 'level' is")]
    [InlineData("app-name=todo-list", "query.numbers", CheckStatus.Fail, "app-name:\"todo-list\"")]
    [InlineData("level > 3", "query.numbers", CheckStatus.Fail, "indexed as text")]
    [InlineData("level in [1 2]", "query.numbers", CheckStatus.Fail, "long or double")]
    [InlineData("latency IN [1 2]", "query.numbers", CheckStatus.Fail, "lower case")]
    [InlineData("sort", "query.words", CheckStatus.Warning, "reserved")]
    [InlineData("level: *ror", "query.words", CheckStatus.Warning, "begins with a wildcard")]
    [InlineData("level: \"err*\"", "query.words", CheckStatus.Warning, "plain character")]
    [InlineData("* | selekt 1", "query.sql", CheckStatus.Fail, "cannot begin")]
    [InlineData("* | where level = 'x' | project level", "query.sql", CheckStatus.Skipped, "script (SPL)")]
    [InlineData("* | select 'x limit 1", "query.sql", CheckStatus.Fail, "never closed")]
    [InlineData("* | select (level limit 1", "query.sql", CheckStatus.Fail, "never closed")]
    [InlineData("* | select msg limit 1", "query.columns", CheckStatus.Fail, "'msg' at character 12")]
    [InlineData("* | select hidden limit 1", "query.columns", CheckStatus.Fail, "without analytics")]
    [InlineData("* | select app-name limit 1", "query.columns", CheckStatus.Fail, "\"app-name\" in double quotes")]
    [InlineData("* | select level", "query.limit", CheckStatus.Warning, "100 rows")]
    [InlineData("* | select level, count(*) group by level", "query.limit", CheckStatus.Warning, "100 rows")]
    [InlineData("* | select level from (select level from log limit 500)", "query.limit", CheckStatus.Warning, "100 rows")]
    [InlineData("* | select level -- limit 500", "query.limit", CheckStatus.Warning, "100 rows")]
    [InlineData("* | select level limit 2000000", "query.limit", CheckStatus.Fail, "2000000")]
    public void Each_mistake_is_found_and_placed(string query, string id, CheckStatus status, string evidence)
    {
        CheckResult result = Run(query).Single(result => result.Id == id);

        Assert.Equal(status, result.Status);
        Assert.Contains(evidence, result.Evidence, StringComparison.Ordinal);
        Assert.NotEmpty(result.Cause);
        Assert.NotEmpty(result.Remedy);
    }

    [Fact]
    public void A_missing_index_and_a_missing_full_text_are_told()
    {
        Assert.Contains("no index", Only("x", index: null).Evidence, StringComparison.Ordinal);
        Assert.Contains("no full-text index, but bare words: x", Only("x and level: y", s_index with { Line = null }).Evidence, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Pass, Only("level: y", s_index with { Line = null }).Status);

        static CheckResult Only(string query, LogIndex? index) => QueryChecks.Run(new QueryCheckInput { Query = query, Index = index }).Single(result => result.Id == "query.index");
    }

    [Theory]
    [InlineData(-2, 0, CheckStatus.Pass)]
    [InlineData(-40, 0, CheckStatus.Warning)]
    [InlineData(-40, -31, CheckStatus.Fail)]
    [InlineData(1, 2, CheckStatus.Warning)]
    [InlineData(0, 0, CheckStatus.Fail)]
    public void The_range_is_held_against_the_retention(int fromDays, int toDays, CheckStatus expected)
    {
        QueryCheckInput input = new() { Query = "*", Index = s_index, TtlDays = 30, Now = s_now, From = s_now.AddDays(fromDays), To = s_now.AddDays(toDays) };

        Assert.Equal(expected, QueryChecks.Run(input).Single(result => result.Id == "query.range").Status);
    }

    [Fact]
    public void A_logstore_for_search_only_has_no_SQL()
    {
        QueryCheckInput input = new() { Query = "* | select count(*)", Index = s_index, Mode = "query" };

        Assert.Equal(CheckStatus.Fail, QueryChecks.Run(input).Single(result => result.Id == "query.sql").Status);
    }

    private static IReadOnlyList<CheckResult> Run(string query) => [.. QueryChecks.Run(new QueryCheckInput { Query = query, Index = s_index, Now = s_now })];
}
