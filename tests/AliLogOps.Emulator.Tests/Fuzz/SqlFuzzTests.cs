using System.Diagnostics;
using AliLogOps.Emulator.Sql;
using AliLogOps.Emulator.Tests.Sql;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Statements of all kinds: each has an answer or one of the named errors, in bounded time.</summary>
public sealed class SqlFuzzTests(SqlFixture logs) : IClassFixture<SqlFixture>
{
    /// <summary>What SQLite would say of a text that the translation should not have written, or of a way out that it has found.</summary>
    private static readonly string[] s_leaks =
    [
        "syntax error", "near \"", "no such", "misuse", "not authorized", "prohibited", "wrong number of arguments", "ambiguous", "unrecognized", "out of range - should",
        "malformed", "parser stack", "too many", "Expression tree", "sub-select returns", "row value", " failed: ", "datatype mismatch",
    ];

    private static readonly string[] s_samples =
    [
        "select method, count(*) as c from log where status >= 200 group by method having count(*) > 1 order by c desc limit 10",
        "with t as (select time_series(__time__, '1m', '%H:%i', '0') as t, count(1) as n group by t) select max(n), t from t group by t",
        "select a.method from log a left join log b on a.status = b.status and b.url like '%/a%' escape '!' where b.status is null",
        "select json_extract_scalar(body, '$.user[\"name\"]'), regexp_extract(url, '/(\\w+)', 1), split_part(url, '?', 2) -- end",
        "select case method when 'GET' then 1 else try_cast(latency as bigint) end, x from log cross join unnest(array['a', 'it''s']) as u(x)",
        "select sum(status) over (partition by method order by __time__ rows between 1 preceding and current row) /* window */ from \"store-1\"",
        "set session parallel_sql=true; select distinct \"__tag__:host\", date_format(from_unixtime(__time__), '%Y'), now() - interval '1' day",
    ];

    private static readonly string[] s_projectSamples =
    [
        "select count(*) as pv from store-1 where __time__ > 1700000000 and __time__ < 1700000600",
        "select a.method, b.c from store-1 a join (select method, count(*) c from \"store-1\" where __date__ >= '2023-11-15' group by method) b on a.method = b.method where a.__time__ between 1700000000 and to_unixtime(now())",
        "with t as (select time_series(__time__, '1m', '%H:%i', '0') as t, count(1) as n from store-1 where __time__ >= 1700000000 group by t) select max(n) from t where t in (select 'x' from store-1 x left join store-1 y using (__time__) where __time__ = 1700000000 or __time__ = 1700000060)",
    ];

    [Fact]
    public void Random_statements_over_a_project_have_an_answer_or_a_named_error()
    {
        int answers = 0;
        FuzzRun.Each(random => answers += Run(new RandomSql(random, project: true).Statement(), project: true) ? 1 : 0, share: 0.25);
        Assert.True(answers > 0);
    }

    [Fact]
    public void Mutated_statements_over_a_project_have_an_answer_or_a_named_error()
    {
        FuzzRun.Each(random => Run(Mutation.OfText(random, s_projectSamples), project: true), share: 0.25);
    }

    [Fact]
    public void Random_statements_have_an_answer_or_a_named_error()
    {
        int answers = 0;
        FuzzRun.Each(random => answers += Run(new RandomSql(random).Statement()) ? 1 : 0, share: 0.25);
        // the generator must not make refusals only
        Assert.True(answers > 0);
    }

    [Fact]
    public void Mutated_statements_have_an_answer_or_a_named_error()
    {
        FuzzRun.Each(random => Run(Mutation.OfText(random, s_samples)), share: 0.25);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("select (")]
    [InlineData("1 + ")]
    [InlineData("not ")]
    [InlineData("- ")]
    [InlineData("case when ")]
    [InlineData("a[")]
    [InlineData("lower(")]
    [InlineData("select 1 union ")]
    [InlineData("x join ")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("/*")]
    [InlineData("cast(1 as array(")]
    public void Endless_repetition_is_refused_at_once(string part)
    {
        foreach (int count in (int[])[60, 390, 3_000, 200_000])
        {
            string many = string.Concat(Enumerable.Repeat(part, count));
            Run("select " + many + "1");
            Run("select 1 from " + many + "log");
            Run(many);
            Run("select 1 from " + many + "store-1 where __time__ > 1", project: true);
            Run("select 1 from store-1 where __time__ > " + many + "1", project: true);
        }
        Run("select " + string.Join(" + ", Enumerable.Repeat("1", 380)));
        Run("select status in (" + string.Join(", ", Enumerable.Repeat("1", 4_000)) + ")");
        Run("select 1 from log " + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"join log x{i} on 1 = 1 "))));
        Run("select " + string.Join(", ", Enumerable.Range(0, 2_400).Select(i => FormattableString.Invariant($"status as s{i}"))));
    }

    [Fact]
    public void Many_limits_of_time_are_read_in_bounded_time()
    {
        Run("select 1 from store-1 where __time__ > 1" + string.Concat(Enumerable.Repeat(" and __time__ < to_unixtime(now()) + 1", 300)), project: true);
        Run("select 1 from store-1 a0" + string.Concat(Enumerable.Range(1, 31).Select(i => FormattableString.Invariant($" join store-1 a{i} on a0.__time__ = a{i}.__time__"))) + " where a31.__time__ = 1700000000", project: true);
        Run("select 1 from a" + string.Concat(Enumerable.Repeat("-1b", 20_000)) + " where __time__ > 1", project: true);
    }

    private bool Run(string statement, bool project = false)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            (TimeSpan limit, long memory) = (TimeSpan.FromSeconds(0.5), 64 * 1024 * 1024);
            SqlAnswer answer = project ? logs.ProjectAnswer(statement, limit, memory) : logs.Answer(statement, limit: limit, memory: memory);
            Assert.All(answer.Rows, row => Assert.Equal(answer.Columns.Count, row.Length));
            return true;
        }
        catch (SqlRefusedException refused)
        {
            string text = refused.Describe(statement);
            Assert.StartsWith("ErrorType:", text, StringComparison.Ordinal);
            Assert.False(refused.Kind == SqlRefusedException.Runtime && Array.Exists(s_leaks, leak => refused.Message.Contains(leak, StringComparison.Ordinal)), $"{statement} → {text}");
        }
        catch (SqlNotBuiltException missing)
        {
            Assert.NotEmpty(missing.Message);
        }
        finally
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed} for {statement}");
        }
        return false;
    }
}
