using System.Globalization;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>
/// Statements as operators write them, over real logs. What they must give is counted from the raw lines by other means:
/// plain text operations, no regular expressions and nothing of the emulator.
/// </summary>
public sealed class LoghubSqlTests(LoghubFixture logs) : IClassFixture<LoghubFixture>
{
    [Fact]
    public async Task Logs_of_each_application()
    {
        RequireSamples();
        IEnumerable<string> expected = logs.Lines.Select(pair => $"{pair.Key}|{pair.Value.Length}").Order(StringComparer.Ordinal);
        Assert.Equal(expected, await logs.RowsAsync("""* | select "app-name", count(*) as n from log group by "app-name" order by "app-name" """));
    }

    [Fact]
    public async Task Addresses_with_most_failed_passwords()
    {
        string[] lines = RequireSamples("openssh");
        IEnumerable<string> expected = lines.Where(line => line.Contains("Failed password", StringComparison.Ordinal))
            .Select(line => After(line, " from ").Split(' ')[0])
            .GroupBy(ip => ip)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(10)
            .Select(group => Text($"{group.Key}|{group.Count()}"));
        Assert.Equal(expected, await logs.RowsAsync(
            """app-name: openssh and msg: #"Failed password" | select regexp_extract(msg, 'from (\d+\.\d+\.\d+\.\d+)', 1) as ip, count(*) as c group by ip order by c desc, ip limit 10"""));
    }

    [Fact]
    public async Task Users_that_do_not_exist_and_were_tried_more_than_three_times()
    {
        string[] lines = RequireSamples("openssh");
        IEnumerable<string> expected = lines.Where(line => line.Contains(": Invalid user ", StringComparison.Ordinal))
            .Select(line => After(line, ": Invalid user ").Split(' ')[0])
            .GroupBy(user => user)
            .Where(group => group.Count() > 3)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Text($"{group.Key}|{group.Count()}"));
        Assert.Equal(expected, await logs.RowsAsync(
            """app-name: openssh and "Invalid user" | select split_part(split_part(msg, 'Invalid user ', 2), ' ', 1) as u, count(1) as c from log where msg like '%: Invalid user %' group by u having count(1) > 3 order by c desc, u"""));
    }

    [Fact]
    public async Task Levels_of_HDFS_by_component()
    {
        string[] lines = RequireSamples("hdfs");
        IEnumerable<string> expected = lines.Select(line => line.Split(' '))
            .GroupBy(parts => (Component: parts[4].TrimEnd(':'), Level: parts[3]))
            .OrderBy(group => group.Key.Component, StringComparer.Ordinal).ThenBy(group => group.Key.Level, StringComparer.Ordinal)
            .Select(group => Text($"{group.Key.Component}|{group.Key.Level}|{group.Count()}"));
        Assert.Equal(expected, await logs.RowsAsync(
            "app-name: hdfs | select rtrim(replace(split_part(msg, ' ', 5), ':', ' ')) as component, split_part(msg, ' ', 4) as level, count(*) as n group by 1, 2 order by component, level"));
    }

    [Fact]
    public async Task Bytes_HDFS_received()
    {
        string[] lines = RequireSamples("hdfs");
        long[] sizes = [.. lines.Where(line => line.Contains("Received block", StringComparison.Ordinal)).Select(line => long.Parse(After(line, " of size ").Split(' ')[0], CultureInfo.InvariantCulture))];
        long[] sorted = [.. sizes.Order()];
        string[] rows = await logs.RowsAsync(
            """
            app-name: hdfs and Received | with b as (select cast(regexp_extract(msg, 'of size (\d+)', 1) as bigint) as size from log where regexp_like(msg, 'Received block'))
            select count(*) as n, sum(size) as total, min(size) as smallest, max(size) as largest, approx_percentile(size, 0.5) as middle, approx_percentile(size, 0.1) as low from b
            """);
        Assert.Equal(
            [Text($"{sizes.Length}|{sizes.Sum()}|{sizes.Min()}|{sizes.Max()}|{sorted[((sorted.Length + 1) / 2) - 1]}|{sorted[(int)Math.Ceiling(sorted.Length * 0.1) - 1]}")],
            rows);
    }

    [Fact]
    public async Task Share_of_errors_of_Apache()
    {
        string[] lines = RequireSamples("apache");
        int errors = lines.Count(line => line.Contains("[error]", StringComparison.Ordinal));
        string[] rows = await logs.RowsAsync("app-name: apache | select count_if(msg like '%[error]%') as errors, count(*) as total, round(100.0 * count_if(msg like '%[error]%') / count(*), 2) as percent");
        string[] parts = Assert.Single(rows).Split('|');
        Assert.Equal([Text($"{errors}"), Text($"{lines.Length}")], parts[..2]);
        Assert.Equal(Math.Round(100.0 * errors / lines.Length, 2), double.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Warnings_of_Zookeeper_by_day()
    {
        string[] lines = RequireSamples("zookeeper");
        IEnumerable<string> expected = lines.Where(line => line[26..].StartsWith("WARN", StringComparison.Ordinal))
            .GroupBy(line => line[..10])
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Text($"{group.Key[5..]}|{group.Count()}"));
        Assert.Equal(expected, await logs.RowsAsync(
            "app-name: zookeeper | select date_format(date_trunc('day', date_parse(substr(msg, 1, 19), '%Y-%m-%d %H:%i:%s')), '%m-%d') as day, count(*) as n where regexp_extract(msg, '- (\\w+)', 1) = 'WARN' group by day order by day"));
    }

    [Fact]
    public async Task Programs_of_Linux_and_their_last_line()
    {
        string[] lines = RequireSamples("linux");
        IEnumerable<string> expected = lines.Select((line, i) => (Program: Program(line[16..]), Line: i + 1))
            .GroupBy(entry => entry.Program)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(5)
            .Select(group => Text($"{group.Key}|{group.Count()}|{group.Max(entry => entry.Line)}"));
        Assert.Equal(expected, await logs.RowsAsync(
            """app-name: linux | select regexp_extract(substr(msg, 17), '^\S+ ([^\[(: ]+)', 1) as program, count(*) as n, max(line) as last group by program order by n desc, program limit 5"""));

        static string Program(string line)
        {
            string rest = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            int end = rest.IndexOfAny(['[', '(', ':', ' ']);
            return rest[..end];
        }
    }

    [Fact]
    public async Task Addresses_that_failed_in_SSH_and_were_seen_by_Linux_too()
    {
        string[] ssh = RequireSamples("openssh");
        string[] linux = RequireSamples("linux");
        HashSet<string> failed = [.. ssh.Where(line => line.Contains("rhost=", StringComparison.Ordinal)).Select(line => After(line, "rhost=").Split(' ')[0])];
        IEnumerable<string> expected = failed.Append("218.188.2.4").Distinct().Order(StringComparer.Ordinal)
            .Select(host => Text($"{host}|{ssh.Count(line => line.Contains("rhost=" + host + " ", StringComparison.Ordinal) || line.EndsWith("rhost=" + host, StringComparison.Ordinal))}|{linux.Count(line => line.Contains("rhost=" + host + " ", StringComparison.Ordinal) || line.EndsWith("rhost=" + host, StringComparison.Ordinal))}"));
        Assert.Equal(expected, await logs.RowsAsync(
            """
            * | select h.host, coalesce(a.n, 0) as ssh, coalesce(b.n, 0) as linux
            from (select distinct regexp_extract(msg, 'rhost=(\S+)', 1) as host from log where "app-name" = 'openssh' and msg like '%rhost=_%' union select '218.188.2.4') h
            left join (select regexp_extract(msg, 'rhost=(\S+)', 1) as host, count(*) as n from log where "app-name" = 'openssh' group by 1) a on a.host = h.host
            left join (select regexp_extract(msg, 'rhost=(\S+)', 1) as host, count(*) as n from log where "app-name" = 'linux' group by 1) b on b.host = h.host
            order by 1 limit 1000
            """));
    }

    [Fact]
    public async Task Logs_by_minute_with_the_longest_line_of_each()
    {
        RequireSamples();
        const long Zone = 8 * 3600;
        IEnumerable<string> expected = logs.Lines.Values.SelectMany(lines => lines.Select((line, i) => (Time: logs.Start + i, line.Length)))
            .GroupBy(entry => entry.Time / 60 * 60)
            .OrderBy(group => group.Key)
            .Select(group => Text($"{DateTimeOffset.FromUnixTimeSeconds(group.Key + Zone):yyyy-MM-dd HH:mm}|{group.Count()}|{group.Max(entry => entry.Length)}"));
        Assert.Equal(expected, await logs.RowsAsync(
            "* | select date_format(__time__ - __time__ % 60, '%Y-%m-%d %H:%i') as t, count(1) as n, max(length(msg)) as longest group by t order by t limit 1000"));
        Assert.Equal(expected, await logs.RowsAsync(
            "* | select time_series(__time__, '1m', '%Y-%m-%d %H:%i', '0') as t, count(1) as n, max(length(msg)) as longest group by t order by t limit 1000"));
    }

    [Fact]
    public async Task Share_of_each_application_and_the_shortest_of_its_lines()
    {
        RequireSamples();
        int total = logs.All.Count();
        IEnumerable<string> expected = logs.Lines.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            Text($"{pair.Key}|{100 * pair.Value.Length / total}|{pair.Value.Min(line => line.Length)}|{pair.Value.Distinct().Count()}"));
        Assert.Equal(expected, await logs.RowsAsync(
            """* | select "app-name", 100 * count(*) / sum(count(*)) over () as percent, length(min_by(msg, length(msg))) as shortest, approx_distinct(msg) as lines group by "app-name" order by 1"""));
    }

    private string[] RequireSamples(string name = "openssh")
    {
        Assert.SkipUnless(logs.Api is not null, "The loghub samples are not beside the repository.");
        return logs.Lines[name];
    }

    private static string After(string line, string mark)
    {
        return line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..];
    }

    private static string Text(FormattableString text)
    {
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
