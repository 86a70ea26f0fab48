namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>Statements over five logs, with their results worked out by hand.</summary>
public sealed class SqlStatementTests(SqlFixture logs) : IClassFixture<SqlFixture>
{
    [Theory]
    [InlineData("select count(*)", "5")]
    [InlineData("select count(1) as n from log", "5")]
    [InlineData("SELECT COUNT(status), COUNT(latency) FROM \"store-1\"", "4,4")]
    [InlineData("select count(*) from store-1", "5")]
    [InlineData("select method, count(*) as c group by method order by c desc, method", "GET,3;POST,1;PUT,1")]
    [InlineData("select method as m, count(*) group by m order by 2 desc, 1 limit 1", "GET,3")]
    [InlineData("select method, count(*) as c from log group by 1 having count(*) > 1", "GET,3")]
    [InlineData("select distinct \"__topic__\" as t order by t", "even;odd")]
    [InlineData("select status from log where status >= 400 order by status desc", "500;404")]
    [InlineData("select status order by status limit 2", "200;200")]
    [InlineData("select status order by status desc limit 1, 2", "404;200")]
    [InlineData("select status order by status nulls first limit 1", "null")]
    [InlineData("select __time__ - __time__ % 120 as t, count(*) as c group by t order by t", "1699999920,1;1700000040,2;1700000160,2")]
    [InlineData("select \"__tag__:host\" as host, count(*) group by host order by host", "h1,3;h2,2")]
    [InlineData("select __source__, __date__ limit 1", "10.0.0.1,2023-11-15 06:13:20")]
    [InlineData("select path, who, \"body.user.id\" from log where path = '/b'", "/b,bob,8")]
    [InlineData("select url from log where method in ('POST', 'PUT') and url like '/a%'", "/a?x=2&y=%E4%BD%A0")]
    [InlineData("select count(*) where method not in ('GET') or status between 500 and 599", "3")]
    [InlineData("select count(*) where latency is null", "1")]
    [InlineData("select count(*) where status is not null and not (method = 'GET')", "1")]
    [InlineData("select count_if(status < 400), count(distinct method), approx_distinct(status)", "2,3,3")]
    [InlineData("select sum(status), avg(status), min(status), max(status)", "1304,326.0,200,500")]
    [InlineData("select sum(latency), avg(latency), max_by(url, latency), min_by(url, latency)", "8.5,2.125,/d,/a?x=1")]
    [InlineData("select approx_percentile(latency, 0.5), approx_percentile(status, 0.99), approx_percentile(latency, array[0.25, 1])", "1.5,500,[0.5,4.0]")]
    [InlineData("select arbitrary(\"app-name\"), stddev_pop(status) > 128.3, round(variance(latency), 3)", "web,true,2.229")]
    [InlineData("select sum(status) where status > 900", "null")]
    [InlineData("select count(*) filter (where method = 'GET'), sum(case when status = 200 then 1 else 0 end)", "3,2")]
    [InlineData("select if(status >= 500, 'bad', 'good') as k, count(*) as c group by k order by k", "bad,1;good,4")]
    [InlineData("select case method when 'GET' then 'read' else 'write' end as k, count(*) group by k order by k", "read,3;write,2")]
    [InlineData("select coalesce(status, -1), nullif(method, 'PUT') where method = 'PUT'", "-1,null")]
    [InlineData("with t as (select method, count(*) as c group by method) select sum(c), max(c) from t", "5,3")]
    [InlineData("select avg(c) from (select method, count(*) as c group by method) x", "1.6666666666666667")]
    [InlineData("select a.method, b.c from log a join (select method, count(*) c from log group by method) b on a.method = b.method where a.status = 500", "GET,3")]
    [InlineData("select count(*) from log a, log b where a.__time__ < b.__time__", "10")]
    [InlineData("select a.method from log a left join log b on a.status = b.status and b.status > 300 where b.status is null order by 1", "GET;POST;PUT")]
    [InlineData("select method, c from (select method, count(*) c from log group by method) join (select method, 1 as one from log where status = 404) using (method)", "GET,3")]
    [InlineData("select url from log where status = (select max(status) from log)", "/c")]
    [InlineData("select count(*) from log where method in (select method from log where status = 404)", "3")]
    [InlineData("select method from log where status = 200 union select 'X' order by method limit 3", "GET;POST;X")]
    [InlineData("select 1 as n from log where status = 404 union all select 2.5 from log where status = 404", "1.0;2.5")]
    [InlineData("select method, row_number() over (partition by method order by __time__) as n from log order by method desc, n limit 3", "PUT,1;POST,1;GET,1")]
    [InlineData("select status, lag(status) over (order by __time__) as p from log where status is not null order by __time__", "200,null;404,200;200,404;500,200")]
    [InlineData("select method, sum(count(*)) over () as total from log group by method order by method limit 1", "GET,5")]
    [InlineData("select t from log cross join unnest(cast(json_extract(body, '$.tags') as array(varchar))) as u(t)", "a;b")]
    [InlineData("select 'a' || 'b' || method where status = 404", "abGET")]
    [InlineData("select length('你好'), upper('é'), substr('hello', 2, 3), substr('hello', -3), strpos('hello', 'l'), reverse('añb') limit 1", "2,É,ell,llo,3,bña")]
    [InlineData("select split_part('a.b.c', '.', 2), split_part('a', '.', 2), split('a,b', ','), split('a,b,c', ',', 2) limit 1", "b,null,[\"a\",\"b\"],[\"a\",\"b,c\"]")]
    [InlineData("select replace('aXbX', 'X'), replace('aXb', 'X', '-'), trim('  x '), lpad('7', 3, '0'), concat('a', 'b', 'c') limit 1", "ab,a-b,x,007,abc")]
    [InlineData("select regexp_extract('GET /a/7', '/(\\w+)/(\\d+)', 2), regexp_like('abc', 'B'), regexp_like('abc', '(?i)B'), regexp_replace('a1b2', '\\d', '#') limit 1", "7,false,true,a#b#")]
    [InlineData("select regexp_extract_all('a1b22', '\\d+'), regexp_extract('x', '(y)') limit 1", "[\"1\",\"22\"],null")]
    [InlineData("select json_extract_scalar(body, '$.user.name'), json_extract(body, '$.user') where status = 404", "bob,{\"id\":8,\"name\":\"bob\"}")]
    [InlineData("select json_extract_scalar(body, '$.x'), json_array_length('[1,2]'), json_extract_scalar('[1,{\"a\":true}]', '$[1].a') where status = 500", "null,2,true")]
    [InlineData("select url_extract_host('http://h:81/p?q=1#f'), url_extract_port('http://h:81/p'), url_extract_path('http://h/p?q=1'), url_extract_query('http://h/p?q=1'), url_extract_parameter('http://h/p?q=1&r=a%20b', 'r'), url_extract_fragment('http://h/#f'), url_extract_protocol('https://h') limit 1", "h,81,/p,q=1,a b,f,https")]
    [InlineData("select url_decode(regexp_extract(url, 'y=(.*)', 1)), url_encode('a b/你') where method = 'POST'", "你,a+b%2F%E4%BD%A0")]
    [InlineData("select cast('12' as bigint) + 1, try_cast('x' as bigint), cast(status as varchar) || '!', cast(1 as double), cast(2.5 as bigint), cast('abc' as varchar(2)) where status = 404", "13,null,404!,1.0,3,ab")]
    [InlineData("select try(1 / 0), try(cast('a' as double)) limit 1", "null,null")]
    [InlineData("select 7 / 2, 7 / 2.0, 7 % 3, -7 / 2, 1e3, 0.1 + 0.2, 10000000.0, 0.0001, 1 / 0.0 limit 1", "3,3.5,1,-3,1000.0,0.30000000000000004,1.0E7,1.0E-4,Infinity")]
    [InlineData("select round(2.567, 2), round(2.5), ceil(1.2), floor(-1.2), abs(-3), pow(2, 10), sqrt(16), mod(7, 4), truncate(-1.9), greatest(1, 3, 2), least('b', 'a') limit 1", "2.57,3.0,2.0,-2.0,3,1024.0,4.0,3,-1.0,3,a")]
    [InlineData("select from_unixtime(__time__), to_unixtime(from_unixtime(__time__)), date_format(__time__, '%Y-%m-%d %H:%i:%s'), date_format(from_unixtime(__time__), '%W %b %e %j %p') where status = 404", "2023-11-15 06:14:20.000,1.70000006E9,2023-11-15 06:14:20,Wednesday Nov 15 319 AM")]
    [InlineData("select date_trunc('hour', __time__), date_trunc('day', from_unixtime(__time__)), date_trunc('week', __time__), date_trunc('month', __time__) where status = 404", "2023-11-15 06:00:00.000,2023-11-15 00:00:00.000,2023-11-13 00:00:00.000,2023-11-01 00:00:00.000")]
    [InlineData("select date_parse('2023-11-15 06:14:20', '%Y-%m-%d %H:%i:%s') = from_unixtime(__time__), to_unixtime(date_parse('15/Nov/2023:06:14:20', '%d/%b/%Y:%H:%i:%s')) = __time__ where status = 404", "true,true")]
    [InlineData("select date_diff('minute', from_unixtime(0), from_unixtime(3600)), date_add('day', -1, from_unixtime(__time__)), hour(from_unixtime(__time__)), extract(minute from from_unixtime(__time__)), date(from_unixtime(__time__)) where status = 404", "60,2023-11-14 06:14:20.000,6,14,2023-11-15")]
    [InlineData("select to_unixtime(now()), to_unixtime(current_timestamp) = to_unixtime(now()), now() - interval '1' hour, timestamp '2023-11-15 06:13:20' < now(), current_date limit 1", "1.700001E9,true,2023-11-15 05:30:00.000,true,2023-11-15")]
    [InlineData("select time_series(__time__, '2m', '%H:%i', '0') as t, count(*) as c group by t order by t", "06:12,1;06:14,2;06:16,2;06:18,0;06:20,0;06:22,0")]
    [InlineData("select time_series(__time__, '2m', '%H:%i', 'null') as t, max(status) as s from log where method = 'GET' group by t order by t desc limit 3", "06:22,null;06:20,null;06:18,null")]
    [InlineData("select time_series(__time__, '5m', '%i', 'last') as t, count(*) group by t", "10,2;15,3;20,3")]
    [InlineData("select array[1, 2][2], element_at(array['a'], 2), cardinality(split('a b', ' ')), contains(array[1, 2], 2), array_join(array['a', 'b'], '-'), split_to_map('a=1,b=2', ',', '=')['b'] limit 1", "2,null,2,true,a-b,2")]
    [InlineData("select array_agg(method), histogram(method), map_agg(method, status)['POST'] where status = 200", "[\"GET\",\"POST\"],{\"GET\":1,\"POST\":1},200")]
    [InlineData("select is_subnet_of('10.0.0.0/8', __source__), ip_prefix('10.1.2.3', 16) limit 1", "true,10.1.0.0/16")]
    [InlineData("select status = 404 and method = 'GET', status is distinct from null where status = 404", "true,true")]
    [InlineData("set session parallel_sql=true; select count(*)", "5")]
    [InlineData("select count(*) -- how many\n/* of all */ from log", "5")]
    [InlineData("select 'it''s', \"app-name\" limit 1", "it's,web")]
    [InlineData("select STATUS, Log.Method from log where url = '/b'", "404,GET")]
    [InlineData("select max(length(body)), max(length(url)) from log", "48,18")]
    public void Statement_gives_its_rows(string statement, string expected)
    {
        Assert.Equal(expected, logs.Rows(statement));
    }

    [Fact]
    public void Search_part_chooses_the_rows()
    {
        Assert.Equal("2", logs.Rows("select count(*)", "status: 200"));
        Assert.Equal("0", logs.Rows("select count(*)", "method: DELETE"));
        Assert.Equal(3, logs.Answer("select 1 as x", "method: GET").ProcessedRows);
    }

    [Fact]
    public void Columns_come_in_the_order_of_the_statement_with_names_and_types()
    {
        Assert.Equal(
            "_col0:bigint method:varchar b:double t:timestamp a:array(varchar)",
            string.Join(' ', logs.Answer("select count(*), method, avg(status) as b, max(from_unixtime(__time__)) t, split(method, 'x') a group by method").Columns
                .Select(column => $"{column.Name}:{column.Type}")));
        Assert.Equal(
            "status latency method url app-name body body.user.id body.user.name __topic__ __source__ __time__",
            string.Join(' ', logs.Answer("select *").Columns.Select(column => column.Name)));
    }

    [Fact]
    public void Without_a_limit_there_are_100_rows()
    {
        const string Many = "select a.status from log a, log b, log c";
        Assert.Equal(100, logs.Answer(Many).Rows.Count);
        Assert.Equal(125, logs.Answer(Many + " limit 1000").Rows.Count);
        Assert.Equal(25, logs.Answer(Many + " limit 100, 1000").Rows.Count);
    }
}
