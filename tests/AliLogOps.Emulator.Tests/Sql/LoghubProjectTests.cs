using System.Globalization;

namespace AliLogOps.Emulator.Tests.Sql;

/// <summary>
/// Statements over several logstores of real logs, a line of each sample every second. What they must give is counted from the
/// raw lines by plain text operations.
/// </summary>
public sealed class LoghubProjectTests(LoghubProjectFixture project) : IClassFixture<LoghubProjectFixture>
{
    [Fact]
    public async Task Seconds_in_which_two_services_had_errors()
    {
        (string[] apache, string[] hdfs) = (Require("apache-errors"), Require("hdfs"));
        IEnumerable<string> expected = Enumerable.Range(0, 1_500)
            .Where(i => apache[i].Contains("[error]", StringComparison.Ordinal) && hdfs[i].Contains(" WARN ", StringComparison.Ordinal))
            .Select(i => Text($"{i}|{apache[i].Length}|{hdfs[i].Length}"));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await project.RowsAsync(
            """
            select a.__time__ - @T as second, length(a.msg) as apache, length(h.msg) as hdfs from apache-errors a join hdfs h on a.__time__ = h.__time__
            where a.msg like '%[error]%' and h.msg like '% WARN %' and a.__time__ >= @T and a.__time__ < @T + 1500 order by 1 limit 2000
            """));
    }

    [Fact]
    public async Task Addresses_that_failed_in_SSH_with_what_Linux_saw_of_them()
    {
        (string[] ssh, string[] linux) = (Require("open-ssh"), Require("linux-2k"));
        Dictionary<string, int> seen = Hosts(linux);
        IEnumerable<string> expected = Hosts(ssh).Where(host => host.Value >= 5).OrderBy(host => host.Key, StringComparer.Ordinal)
            .Select(host => Text($"{host.Key}|{host.Value}|{seen.GetValueOrDefault(host.Key)}"));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await project.RowsAsync(
            """
            with s as (select regexp_extract(msg, 'rhost=(\S+)', 1) as host, count(*) as n from open-ssh where __time__ >= @T and msg like '%rhost=_%' group by 1 having count(*) >= 5),
            l as (select regexp_extract(msg, 'rhost=(\S+)', 1) as host, count(*) as n from linux-2k where __time__ >= @T group by 1)
            select s.host, s.n as ssh, coalesce(l.n, 0) as linux from s left join l on s.host = l.host order by 1 limit 1000
            """));
    }

    [Fact]
    public async Task Lines_of_each_service_in_one_list()
    {
        string[] names = ["apache-errors", "hdfs", "open-ssh"];
        IEnumerable<string> expected = names.Select(name => Text($"{name}|{Require(name).Length}|{Require(name).Max(line => line.Length)}")).ToArray();
        Assert.Equal(expected, await project.RowsAsync(string.Join(" union all ", names.Select(name =>
            $"select '{name}' as service, count(*) as n, max(length(msg)) as longest from {name} where __time__ >= @T")) + " order by service"));
    }

    private static Dictionary<string, int> Hosts(string[] lines)
    {
        return lines.Where(line => line.Contains("rhost=", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("rhost=", StringComparison.Ordinal) + "rhost=".Length)..].Split(' ')[0])
            .Where(host => host.Length > 0)
            .GroupBy(host => host)
            .ToDictionary(group => group.Key, group => group.Count());
    }

    private string[] Require(string logstore)
    {
        Assert.SkipUnless(project.Lines.ContainsKey(logstore), "The loghub samples are not beside the repository.");
        return project.Lines[logstore];
    }

    private static string Text(FormattableString text)
    {
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
