using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>What each command makes of logs: the same in a pull and in a scan.</summary>
public sealed class SplCommandTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly (string Key, string Value)[][] s_logs =
    [
        [("app", "web"), ("status", "200"), ("user-agent", "curl"), ("body", """{"a":"x","n":1.50,"o":{"k":[1, 2]},"t":true,"z":null,"app":"json"}""")],
        [("app", "db"), ("status", "404"), ("line", "10.0.0.1 GET /index 15")],
        [("app", "web"), ("status", "-"), ("line", "no match"), ("body", "{broken")],
    ];

    [Theory]
    // conditions
    [InlineData("where app = 'web' | project app, status", "app=web status=200", "app=web status=-")]
    [InlineData("WHERE app = 'web' and status = '200' | PROJECT status", "status=200")]
    [InlineData("where try_cast(status as bigint) >= 400 | project status", "status=404")]
    [InlineData("where line is null | project app", "app=web")]
    [InlineData("where missing = 'x'")]
    [InlineData("where \"user-agent\" like 'c%' | project \"user-agent\"", "user-agent=curl")]
    [InlineData("where app || status = 'db404' | project app", "app=db")]
    [InlineData("where __topic__ = 't' and __source__ = 's' and \"__tag__:host\" = 'h1' and __time__ > 1700000000 | project app", "app=web", "app=db", "app=web")]
    [InlineData("where regexp_like(status, '^\\d+$') and cast(status as bigint) = 200 | project status", "status=200")]
    [InlineData("where APP = 'web'")]
    [InlineData("where app = 'web' -- a comment | with a bar\n | /* and | another */ project status;", "status=200", "status=-")]
    [InlineData("where app in ('db', 'x|y') | project app", "app=db")]
    [InlineData("where case when status = '-' then true else cast(status as bigint) > 300 end | project status", "status=404", "status=-")]
    // extend
    [InlineData("extend a = upper(app), n = length(status) | project a, n", "a=WEB n=3", "a=DB n=3", "a=WEB n=1")]
    [InlineData("extend app = concat(app, '!') | project app, status", "app=web! status=200", "app=db! status=404", "app=web! status=-")]
    [InlineData("extend app = status, status = app | project app, status | limit 1", "app=200 status=web")]
    [InlineData("extend n = try_cast(status as bigint) | where n > 300 | project n", "n=404")]
    [InlineData("extend n = try_cast(status as double) / 2, b = app = 'db' | project n, b", "n=100.0 b=false", "n=202.0 b=true", "b=false")]
    [InlineData("extend x = null, y = array[app, status] | project x, y | limit 1", "y=[\"web\",\"200\"]")]
    [InlineData("extend j = json_extract(body, '$.o') | project j", "j={\"k\":[1,2]}", "", "")]
    [InlineData("extend \"a b\" = 1 | extend c = \"a b\" + 1 | project c, \"a b\" | limit 1", "a b=1 c=2")]
    // fields
    [InlineData("project s = status, app | limit 1", "app=web s=200")]
    [InlineData("project-rename x = app, y = missing | project x, y, app", "x=web", "x=db", "x=web")]
    [InlineData("project-rename app = status, status = app | project app, status | limit 1", "app=200 status=web")]
    [InlineData("project-rename app = line | project app", "app=web", "app=10.0.0.1 GET /index 15", "app=no match")]
    [InlineData("project-away body, line, missing, __time__", "app=web status=200 user-agent=curl", "app=db status=404", "app=web status=-")]
    [InlineData("project -wildcard \"*a*s\", app | limit 1", "app=web status=200")]
    [InlineData("project \"*a*s\", app | limit 1", "app=web")]
    [InlineData("project-away -wildcard \"*-*\", \"b*\", \"line\" | limit 1", "app=web status=200")]
    // extraction
    [InlineData("parse-json body | project a, n, o, t, z, app | limit 1", "app=json a=x n=1.50 o={\"k\":[1,2]} t=true")]
    [InlineData("parse-json body | where cast(n as double) = 1.5 | project n", "n=1.50")]
    [InlineData("parse-json -path='$.o' body | project k", "k=[1,2]", "", "")]
    [InlineData("parse-json -path='$.a' body | project a, k | limit 1", "")]
    [InlineData("extend n = 7 | parse-json body | project n | limit 1", "n=7")]
    [InlineData("parse-regexp line, '([\\d.]+) (\\w+)' as ip, method | project ip, method", "", "ip=10.0.0.1 method=GET", "")]
    [InlineData("parse-regexp line, '(\\w+)( match)?$' as app, rest | where line is not null | project app, rest", "app=15 rest=", "app=no rest= match")]
    [InlineData("extend n = 1 | parse-regexp line, '(\\d+)' as n | parse-regexp n, '(.)' as first | project n, first", "n=1", "n=1", "n=1")]
    [InlineData("extend k1 = 'q=asd&a=1&b=2&?=3&=x&y' | parse-kv k1, '&', '=' | project -wildcard \"?\", q, \"*a\", \"\\b\", b | limit 1", "q=asd a=1 b=2 ?=3")]
    [InlineData("extend k = 'k1=\"helloworld\",the change world, k2=\"good=\"' | parse-kv -prefix='p_' k, ',', '=' | project p_k1, p_k2 | limit 1", "p_k1=\"helloworld\" p_k2=\"good=\"")]
    [InlineData("extend n = 1, k = 'n=2;app=3;__time__=4' | parse-kv k, ';', '=' | project n, app | limit 1", "app=3 n=1")]
    [InlineData("extend c = 'a,,b\"c\",' | parse-csv c as v, w, x, y, z | project v, w, x, y, z | limit 1", "v=a w= x=b\"c\" y=")]
    [InlineData("extend c = 'a|\"b|\"\"c\"|d' | parse-csv -delim='|' -quote='\"' c as v, w | project v, w | limit 1", "v=a w=b|\"c")]
    [InlineData("extend c = 'a^_^b', d = 'a' || chr(9) || 'b' | parse-csv -delim='^_^' c as v, w | parse-csv -delim='\\t' -strict d as x, y | project v, w, x, y | limit 1", "v=a w=b x=a y=b")]
    [InlineData("extend c = 'a,b', app = 1 | parse-csv -strict c as v | parse-csv c as app, w | project v, w, app | limit 1", "app=1 w=b")]
    public async Task Command_does_the_same_in_a_pull_and_in_a_scan(string script, params string[] expected)
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutEachAsync(s_logs);
        Assert.Equal(expected, await bench.ScannedAsync("* | " + script));
        // only a scan knows limit
        string pulled = script.Replace("| limit 1", "", StringComparison.Ordinal);
        string[] logs = await bench.PulledAsync("* | " + pulled);
        Assert.Equal(expected, pulled == script ? logs : logs[..1]);
    }

    [Fact]
    public async Task Documented_time_fields_stay()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutEachAsync([[("app", "a"), ("json", """{"__time__":"1","__time_ns_part__":"2"}""")]]);
        uint time = (await bench.PullAsync(null)).LogGroups[0].Logs[0].Time;
        foreach (string script in (string[])["project app", "project-away __time__, json", "parse-json json | project app", "parse-regexp app, '(.)' as __time__ | project app"])
        {
            Assert.Equal(["app=a"], await bench.PulledAsync("* | " + script));
            Assert.Equal(time, (await bench.PullAsync("* | " + script)).LogGroups[0].Logs[0].Time);
        }
    }

    [Fact]
    public async Task Log_whose_expression_fails_is_left_out_and_counted()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync(s_logs);
        TestResponse pull = (await bench.PullRawAsync("* | where cast(status as bigint) >= 200 | extend n = 10 / (cast(status as bigint) - 200)")).Ok();
        // the first divides by 0, the last has no number
        Assert.Equal("app=db status=404 line=10.0.0.1 GET /index 15 n=0", SplBench.Text(SplBench.Groups(pull).LogGroups.Single().Logs.Single()));
        Assert.Equal(("3", "1", "2"), (pull.Headers["x-log-rawdatalines"], pull.Headers["x-log-resultlines"], pull.Headers["x-log-failedlines"]));
        Assert.Equal(["status=404"], await bench.ScannedAsync("* | where cast(status as bigint) > 200 | project status"));
    }
}
