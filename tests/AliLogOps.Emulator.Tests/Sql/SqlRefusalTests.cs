using System.Diagnostics;
using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>What a statement must not do, and the errors it gets.</summary>
public sealed class SqlRefusalTests(SqlFixture logs) : IClassFixture<SqlFixture>
{
    [Theory]
    [InlineData("select nothing", "ErrorType:ColumnNotExists.ErrorPosition,line:1,column:8.ErrorMessage:line 1:8: Column 'nothing' cannot be resolved;please add the column in the index attribute")]
    [InlineData("select hidden from log", "Column 'hidden' cannot be resolved")]
    [InlineData("select count(*) from log where\n  nope = 1", "line:2,column:3")]
    [InlineData("select x.status from log", "Column 'x.status' cannot be resolved")]
    [InlineData("select frobnicate(status)", "line 1:8: Function frobnicate not registered")]
    [InlineData("select lower(status)", "Unexpected parameters (bigint) for function lower. Expected: lower(varchar)")]
    [InlineData("select status, count(*)", "'status' not in GROUP BY clause")]
    [InlineData("select method, count(*) group by status", "'method' not in GROUP BY clause")]
    [InlineData("select upper(method), count(*) group by lower(method)", "'method' not in GROUP BY clause")]
    [InlineData("select count(*) order by status", "'status' not in GROUP BY clause")]
    [InlineData("select count(*) where count(*) > 1", "WHERE clause cannot contain aggregations")]
    [InlineData("select sum(count(*))", "Cannot nest aggregations")]
    [InlineData("select 1 where status = '200'", "'=' cannot be applied to bigint, varchar")]
    [InlineData("select 1 where status", "WHERE clause must evaluate to a boolean: actual type bigint")]
    [InlineData("select status + method", "'+' cannot be applied to bigint, varchar")]
    [InlineData("select 1app", "identifiers must not start with a digit")]
    [InlineData("select `method`", "backquoted identifiers are not supported")]
    [InlineData("select 'x", "is not closed")]
    [InlineData("select count(*) from", "mismatched input '<EOF>' expecting a relation")]
    [InlineData("selec count(*)", "mismatched input 'selec' expecting 'SELECT'")]
    [InlineData("select count(*);", "mismatched input ';'")]
    [InlineData("", "mismatched input '<EOF>'")]
    [InlineData("select status limit 1000001", "more than the 1000000 rows")]
    [InlineData("select status order by status limit", "line 1:36: limit expression is required: mismatched input '<EOF>' expecting an integer")]
    [InlineData("select status limit -1", "limit expression is required: mismatched input '-'")]
    [InlineData("select status limit 5, x", "limit expression is required: mismatched input 'x'")]
    [InlineData("select 1 from other", "Table 'other' does not exist")]
    [InlineData("select status, status", "Column name 'status' specified more than once")]
    [InlineData("select a.status from log a, log b where status = 1", "Column 'status' is ambiguous")]
    [InlineData("select status group by 2", "GROUP BY position 2 is not in select list")]
    [InlineData("select status order by 0", "ORDER BY position 0 is not in select list")]
    [InlineData("select distinct status order by method", "ORDER BY expressions must appear in select list")]
    [InlineData("select row_number() from log", "requires an OVER clause")]
    [InlineData("select cast(status as geometry)", "Unknown type: geometry")]
    [InlineData("select cast('x' as bigint) limit 1", "Cannot cast 'x' to BIGINT")]
    [InlineData("select 1 / 0 limit 1", "Division by zero")]
    [InlineData("select (select status from log)", "Scalar sub-query has returned multiple rows")]
    [InlineData("select regexp_like(method, '(')", "invalid regular expression '('")]
    [InlineData("select json_extract(body, 'user') from log", "Invalid JSON path: 'user'")]
    [InlineData("select time_series(__time__, '1m', '%H', '0') as t, count(*)", "must be what the statement groups by")]
    [InlineData("select time_series(__time__, '1x', '%H', '0') as t, count(*) group by t", "'1x' is no window")]
    [InlineData("select case when status = 1 then 1 else 'a' end", "All CASE results must be the same type")]
    [InlineData("select sum(count(*) over ()) from log", "Cannot nest window functions")]
    [InlineData("select 1 from log where row_number() over (order by status) = 1", "WHERE clause cannot contain aggregations or window functions")]
    [InlineData("select count(*) group by count(*)", "GROUP BY clause cannot contain aggregations")]
    public void Wrong_statement_gets_the_error_of_its_mistake(string statement, string message)
    {
        SqlRefusedException error = Assert.Throws<SqlRefusedException>(() => logs.Answer(statement));
        Assert.Contains(message, error.Describe(statement), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select ip_to_city(__source__)", "the function ip_to_city")]
    [InlineData("where status = 1", "the pipeline instruction where")]
    [InlineData("extend a = 1", "the pipeline instruction extend")]
    [InlineData("set session mode=scan; select 1", "the session property mode = scan")]
    [InlineData("select filter(array[1], x -> x > 0)", "lambda")]
    [InlineData("select count(*) group by cube (status)", "group by cube")]
    [InlineData("select from_unixtime(1) at time zone 'UTC'", "at time zone")]
    public void What_is_not_built_says_so(string statement, string feature)
    {
        Assert.Contains(feature, Assert.Throws<SqlNotBuiltException>(() => logs.Answer(statement)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attach database '/tmp/x' as y")]
    [InlineData("pragma database_list")]
    [InlineData("drop table log")]
    [InlineData("delete from log")]
    [InlineData("insert into log values (1)")]
    [InlineData("create table t as select * from log")]
    [InlineData("select * from sqlite_master")]
    [InlineData("select * from \"sqlite_schema\"")]
    [InlineData("select * from pragma_database_list")]
    [InlineData("select * from project")]
    [InlineData("select * from main.log")]
    [InlineData("select load_extension('x')")]
    [InlineData("select readfile('/etc/passwd')")]
    [InlineData("select writefile('/tmp/x', 'y')")]
    [InlineData("select sqlite_version()")]
    [InlineData("select rowid from log")]
    [InlineData("select randomblob(1000000)")]
    [InlineData("select f0(1), lower('a')")]
    [InlineData("select t0.c0 from log")]
    [InlineData("select count(*) from json_each('[1]')")]
    [InlineData("vacuum into '/tmp/x'")]
    [InlineData("select 1; drop table log")]
    [InlineData("explain select 1")]
    public void Nothing_but_the_rows_can_be_reached(string statement)
    {
        Assert.Throws<SqlRefusedException>(() => logs.Answer(statement));
        Assert.Equal("5", logs.Rows("select count(*)"));
    }

    [Theory]
    [InlineData("attach database '/tmp/x' as y")]
    [InlineData("delete from store-1 where __time__ > 1")]
    [InlineData("drop table log0")]
    [InlineData("select * from log0 where __time__ > 1")]
    [InlineData("select * from log where __time__ > 1")]
    [InlineData("select * from sqlite_master where __time__ > 1")]
    [InlineData("select * from store-1 a, sqlite_schema b where a.__time__ > 1")]
    [InlineData("select * from pragma_database_list where __time__ > 1")]
    [InlineData("select * from json_each('[1]') where __time__ > 1")]
    [InlineData("select * from main.log0 where __time__ > 1")]
    [InlineData("select * from project-2.store-1 where __time__ > 1")]
    [InlineData("select * from \"store-1; drop table log0\" where __time__ > 1")]
    [InlineData("select * from \"store-1\"\" as t0; drop table log0\" where __time__ > 1")]
    [InlineData("select t0.c0 from store-1 where __time__ > 1")]
    [InlineData("select rowid from store-1 where __time__ > 1")]
    [InlineData("select 1 from store-1 where __time__ > load_extension('x')")]
    [InlineData("select 1 from store-1 where __time__ > length(readfile('/etc/passwd'))")]
    [InlineData("select 1 from store-1 where __time__ > f0(1)")]
    [InlineData("select 1 from store-1 where __time__ > 1; drop table log0")]
    [InlineData("select 1 from store-1 where __time__ > 1 union select name from sqlite_master where __time__ > 1")]
    public void Nothing_but_the_logstores_of_the_project_can_be_reached(string statement)
    {
        Assert.Throws<SqlRefusedException>(() => logs.ProjectAnswer(statement));
        Assert.Equal("5", logs.ProjectRows("select count(*) from store-1 where __time__ > 1"));
    }

    [Theory]
    [InlineData("select count(*) from store-1 a, store-1 b, store-1 c, store-1 d, store-1 e, store-1 f, store-1 g, store-1 h, store-1 i, store-1 j, store-1 k, store-1 l, store-1 m where a.__time__ > 1 and b.__time__ > 1 and c.__time__ > 1 and d.__time__ > 1 and e.__time__ > 1 and f.__time__ > 1 and g.__time__ > 1 and h.__time__ > 1 and i.__time__ > 1 and j.__time__ > 1 and k.__time__ > 1 and l.__time__ > 1 and m.__time__ > 1 and a.status + m.status = -1", "time limit")]
    [InlineData("select length(array_join(array_agg(rpad(a.body, 100000, 'x')), '')) from store-1 a, store-1 b, store-1 c, store-1 d, store-1 e, store-1 f where a.__time__ > 1 and b.__time__ > 1 and c.__time__ > 1 and d.__time__ > 1 and e.__time__ > 1 and f.__time__ > 1", "memory size")]
    public void Statement_over_a_project_has_the_same_limits(string statement, string limit)
    {
        SqlRefusedException error = Assert.Throws<SqlRefusedException>(() => logs.ProjectAnswer(statement, TimeSpan.FromSeconds(limit == "time limit" ? 0.3 : 55), 16 * 1024 * 1024));
        Assert.Contains("Query exceeded max", error.Message, StringComparison.Ordinal);
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_quotes_stays_text()
    {
        Assert.Equal("x'; drop table log; --", logs.Rows("select 'x''; drop table log; --' limit 1"));
        Assert.Equal("1", logs.Rows("select 1 as \"a\"\"; drop table log\" limit 1"));
    }

    [Theory]
    [InlineData("select count(*) from log a, log b, log c, log d, log e, log f, log g, log h, log i, log j, log k, log l, log m, log n where a.status + b.status + c.status + d.status + n.status = -1")]
    [InlineData("with t as (select 1 as x from log a, log b, log c, log d, log e, log f) select sum(sqrt(p.x)) from t p, t q, t r")]
    public void Runaway_statement_ends_at_the_time_limit(string statement)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SqlRefusedException error = Assert.Throws<SqlRefusedException>(() => logs.Answer(statement, limit: TimeSpan.FromSeconds(0.3)));
        Assert.Contains("Query exceeded maximum time limit", error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("select max(n) from (select row_number() over (order by a.body) as n, rpad(a.body, 2000, b.url) as t from log a, log b, log c, log d, log e, log f, log g, log h, log i, log j) x where t <> ''")]
    [InlineData("select length(array_join(array_agg(rpad(a.body, 100000, 'x')), '')) from log a, log b, log c, log d, log e, log f, log g, log h")]
    public void Statement_that_needs_too_much_memory_is_broken_off(string statement)
    {
        SqlRefusedException error = Assert.Throws<SqlRefusedException>(() => logs.Answer(statement, memory: 16 * 1024 * 1024));
        Assert.Contains("Query exceeded max memory size", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select length(replace(rpad('a', 1000000, 'a'), 'a', rpad('b', 1000000, 'b'))) limit 1")]
    [InlineData("select length(regexp_replace(rpad('a', 100000, 'a'), '.*', rpad('$', 100000, '0$'))) limit 1")]
    [InlineData("select length(array_join(split(rpad('a', 1000000, 'a'), 'a'), rpad('b', 1000000, 'b'))) limit 1")]
    [InlineData("select length(rpad('a', 100000000, 'b')) limit 1")]
    [InlineData("select length(x || x || x || x || x || x || x || x || x) from (select rpad('a', 1000000, 'b') as x from log) limit 1")]
    public void Text_out_of_proportion_is_refused_before_it_is_made(string statement)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SqlRefusedException>(() => logs.Answer(statement));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300L * 1024 * 1024);
    }

    [Fact]
    public void Statement_ends_when_whoever_asked_has_gone()
    {
        using CancellationTokenSource gone = new(TimeSpan.FromSeconds(0.2));
        Assert.ThrowsAny<OperationCanceledException>(() => logs.Answer(
            "select count(*) from log a, log b, log c, log d, log e, log f, log g, log h, log i, log j, log k, log l, log m, log n where a.status + n.status = -1",
            cancellationToken: gone.Token));
    }

    [Fact]
    public async Task Sixteenth_statement_of_a_project_is_refused_while_fifteen_run()
    {
        using SqlFixture own = new();
        using ManualResetEventSlim go = new();
        List<Task> sixteen =
        [
            .. Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
                () => own.Answer("select 1 as x", reading: load =>
                {
                    go.Wait(TestContext.Current.CancellationToken);
                    load();
                }),
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)),
        ];
        // fifteen work or wait their turn, whichever they are: the first to end is the one that was refused
        Task first = await Task.WhenAny(sixteen);
        SqlConcurrencyException refused = await Assert.ThrowsAsync<SqlConcurrencyException>(() => first);
        Assert.Contains("project project-1 runs 15 sql statements already", refused.Message, StringComparison.Ordinal);
        sixteen.Remove(first);
        go.Set();
        await Task.WhenAll(sixteen);
        Assert.Equal("5", own.Rows("select count(*)"));
    }
}
