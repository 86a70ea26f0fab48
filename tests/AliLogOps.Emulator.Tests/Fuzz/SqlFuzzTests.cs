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

    [Fact]
    public void Random_statements_have_an_answer_or_a_named_error()
    {
        int answers = 0;
        FuzzRun.Each(random => answers += Run(new RandomSql(random).Statement()) ? 1 : 0, share: 0.5);
        // the generator must not make refusals only
        Assert.True(answers > 0);
    }

    [Fact]
    public void Mutated_statements_have_an_answer_or_a_named_error()
    {
        FuzzRun.Each(random => Run(Mutation.OfText(random, s_samples)), share: 0.5);
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
        }
        Run("select " + string.Join(" + ", Enumerable.Repeat("1", 380)));
        Run("select status in (" + string.Join(", ", Enumerable.Repeat("1", 4_000)) + ")");
        Run("select 1 from log " + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"join log x{i} on 1 = 1 "))));
        Run("select " + string.Join(", ", Enumerable.Range(0, 2_400).Select(i => FormattableString.Invariant($"status as s{i}"))));
    }

    private bool Run(string statement)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            SqlAnswer answer = logs.Answer(statement, limit: TimeSpan.FromSeconds(0.5), memory: 64 * 1024 * 1024);
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
