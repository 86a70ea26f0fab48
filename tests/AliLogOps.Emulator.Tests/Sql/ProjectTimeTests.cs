using AliLogOps.Emulator.Sql;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>
/// Which logs a statement over a project looks at. The logstore has five, at 2023-11-15 06:13:20 and each minute after it:
/// 1700000000, …060, …120, …180, …240.
/// </summary>
public sealed class ProjectTimeTests(SqlFixture logs) : IClassFixture<SqlFixture>
{
    [Theory]
    [InlineData("__time__ >= 1700000060 and __time__ < 1700000180", 2)]
    [InlineData("__time__ > 1700000060 and __time__ <= 1700000180", 2)]
    [InlineData("1700000060 <= __time__ and 1700000180 > __time__", 2)]
    [InlineData("__time__ between 1700000060 and 1700000180", 3)]
    [InlineData("__time__ = 1700000060", 1)]
    [InlineData("__time__ in (1700000060, 1700000120)", 2)]
    [InlineData("__time__ > 1700000060", 3)]
    [InlineData("__time__ <= 1700000060", 2)]
    [InlineData("__time__ > 1700000059.5 and __time__ < 1700000120.5", 2)]
    [InlineData("__time__ >= 1700000060.5 and __time__ <= 1700000120.5", 1)]
    [InlineData("__time__ >= 1.70000006e9", 4)]
    [InlineData("__time__ > -9223372036854775807 and __time__ < 9223372036854775807", 5)]
    [InlineData("__time__ > 1700000180 and __time__ < 1700000060", 0)]
    [InlineData("__time__ >= 1700000060 and __time__ >= 1700000120 and status > 0", 3)]
    [InlineData("(__time__ < 1700000060 or __time__ = 1700000060) and method = 'GET'", 2)]
    [InlineData("(status = 200 and __time__ < 1700000060) or (status = 404 and __time__ < 1700000120)", 2)]
    [InlineData("\"__time__\" >= 1700000000 + 2 * 60", 3)]
    [InlineData("__time__ >= to_unixtime(timestamp '2023-11-15 06:15:20')", 3)]
    [InlineData("__time__ >= to_unixtime(date_parse('2023-11-15 06:15', '%Y-%m-%d %H:%i')) and __time__ < 1700000240", 2)]
    [InlineData("__time__ > to_unixtime(now()) - 1000 + 100", 3)]
    [InlineData("__time__ > to_unixtime(now() - interval '15' minute)", 3)]
    [InlineData("__time__ >= cast('1700000060' as bigint)", 4)]
    [InlineData("__date__ >= '2023-11-15 06:14:20' and __date__ < '2023-11-15 06:16:20'", 2)]
    [InlineData("__date__ between '2023-11-15 06:14:20' and '2023-11-15 06:16:20'", 3)]
    [InlineData("__date__ >= '2023-11-15 06:15' and __time__ < 1700000240", 2)]
    [InlineData("__date__ > '2023-11-14' and __date__ < '2023-11-16'", 5)]
    [InlineData("__date__ >= '2023-11-16'", 0)]
    [InlineData("__date__ = '2023-11-15 06:14:20'", 1)]
    public void Condition_limits_what_is_looked_at(string condition, int processed)
    {
        Assert.Equal(processed, logs.ProjectAnswer($"select count(*) from store-1 where {condition}").ProcessedRows);
    }

    [Theory]
    [InlineData("__date__ > '2023-11-15 06:14:20' and __date__ <= '2023-11-15 06:16:20'", "2")]
    [InlineData("__date__ > '2023-11-15 06:14' and __date__ <= '2023-11-15 06:16'", "2")]
    [InlineData("(__time__ = 1700000000 or __time__ = 1700000120) and __time__ <> 1700000060", "2")]
    [InlineData("__time__ in (1700000000, 1700000240)", "2")]
    public void Condition_is_still_asked_of_each_log(string condition, string count)
    {
        Assert.Equal(count, logs.ProjectRows($"select count(*) from store-1 where {condition}"));
    }

    [Theory]
    [InlineData("select count(*) from store-1")]
    [InlineData("select count(*) from store-1 where status = 200")]
    [InlineData("select count(*) from store-1 where __time__ <> 1700000000")]
    [InlineData("select count(*) from store-1 where not (__time__ > 1700000000)")]
    [InlineData("select count(*) from store-1 where __time__ > 1700000000 or status = 200")]
    [InlineData("select count(*) from store-1 where __time__ > 1700000000 - status")]
    [InlineData("select count(*) from store-1 where __time__ + 1 > 1700000000")]
    [InlineData("select count(*) from store-1 where from_unixtime(__time__) > now() - interval '1' day")]
    [InlineData("select count(*) from store-1 where __time__ > rand() * 1700000000")]
    [InlineData("select count(*) from store-1 where __time__ > null")]
    [InlineData("select count(*) from store-1 where __time__ > 1 / 0")]
    [InlineData("select count(*) from store-1 where __time__ > (select 1700000000 from store-1 where __time__ > 0 limit 1)")]
    [InlineData("select count(*) from store-1 where __date__ > '15/11/2023'")]
    [InlineData("select count(*) from store-1 where __date__ > '2023-11-15T06:13:20'")]
    [InlineData("select count(*) from (select * from store-1) where __time__ > 1700000000")]
    [InlineData("select count(*) from store-1 group by method having max(__time__) > 1700000000")]
    [InlineData("select 1 from store-1 a, store-1 b where a.__time__ > 1700000000")]
    [InlineData("select 1 from store-1 a left join store-1 b on a.status = b.status and a.__time__ > 1 where b.__time__ > 1")]
    [InlineData("select 1 from store-1 a full join store-1 b on a.__time__ = b.__time__ where a.__time__ > 1")]
    [InlineData("select 1 from store-1 a right join store-1 b on a.__time__ = b.__time__ where a.status > 1 and a.__time__ > 1")]
    [InlineData("select 1 from store-1 where __time__ > 1 and status in (select status from store-1)")]
    [InlineData("with t as (select * from store-1) select 1 from store-1 where __time__ > 1")]
    [InlineData("select 1 from store-1 where __time__ > 1 union select 2 from store-1")]
    public void Logstore_without_a_limit_is_refused_with_its_name(string statement)
    {
        SqlRefusedException error = Assert.Throws<SqlRefusedException>(() => logs.ProjectAnswer(statement));
        Assert.Contains("logstore store-1 is not limited by time: compare its __time__ or __date__ with constants in WHERE", error.Describe(statement), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select count(*) from store-1 a, store-1 b where a.__time__ = b.__time__ and a.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a, store-1 b where a.__date__ = b.__date__ and a.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a join store-1 b on a.__time__ = b.__time__ and b.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a join store-1 b using (__time__) where a.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a left join store-1 b using (__time__) where __time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a left join store-1 b on a.__time__ = b.__time__ where a.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a right join store-1 b on a.__time__ = b.__time__ where b.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a join store-1 b on a.__time__ = b.__time__ join store-1 c on b.__time__ = c.__time__ where c.__time__ > 1700000120", 2, "2")]
    [InlineData("select count(*) from store-1 a left join store-1 b on a.status = b.status and b.__time__ < 1700000060 where a.__time__ > 1700000060", 4, "3")]
    [InlineData("select count(b.status) from store-1 a left join store-1 b on a.status = b.status and b.__time__ < 1700000060 where a.__time__ > 1700000060", 4, "1")]
    [InlineData("select count(*) from store-1 a left join store-1 b on a.status = b.status where a.__time__ > 1700000060 and b.__time__ < 1700000060", 4, "1")]
    [InlineData("select count(*) from store-1 a full join store-1 b on a.method = b.method where a.__time__ < 1700000060 and b.__time__ > 1700000120", 3, "1")]
    [InlineData("select count(*) from store-1 a, store-1 b where a.__time__ <= 1700000000 and b.__time__ >= 1700000240", 2, "1")]
    [InlineData("select count(*) from store-1 a, store-1 b where a.__time__ <= 1700000120 and b.__time__ between 1700000060 and 1700000180", 4, "9")]
    public void Limits_go_over_joins_where_they_change_nothing(string statement, int processed, string rows)
    {
        Assert.Equal(rows, logs.ProjectRows(statement));
        Assert.Equal(processed, logs.ProjectAnswer(statement).ProcessedRows);
    }

    [Theory]
    [InlineData("select time_series(__time__, '2m', '%H:%i', '0') as t, count(*) as c from store-1 where __time__ >= 1700000000 and __time__ < 1700000400 group by t order by t", "06:12,1;06:14,2;06:16,2;06:18,0")]
    [InlineData("select time_series(__time__, '5m', '%H:%i', '0') as t, count(*) as c from store-1 where __time__ >= 1700000000 group by t order by t", "06:10,2;06:15,3;06:20,0;06:25,0;06:30,0")]
    public void Time_series_fills_the_range_of_the_logstore_up_to_now(string statement, string rows)
    {
        Assert.Equal(rows, logs.ProjectRows(statement));
    }

    [Fact]
    public void Time_series_needs_a_range_it_can_fill()
    {
        Assert.Contains(
            "more than 100000 windows",
            Assert.Throws<SqlRefusedException>(() => logs.ProjectRows("select time_series(__time__, '1m', '%H', '0') as t, count(*) from store-1 where __time__ < 1700000400 group by t")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "time_series",
            Assert.Throws<SqlNotBuiltException>(() => logs.ProjectRows(
                "select time_series(s, '1m', '%H', '0') as t, count(*) from (select __time__ as s from store-1 where __time__ > 1) group by t")).Message,
            StringComparison.Ordinal);
    }
}
