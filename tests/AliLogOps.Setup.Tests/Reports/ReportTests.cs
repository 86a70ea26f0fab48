using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AliLogOps.Setup.Reports;

namespace AliLogOps.Setup.Tests.Reports;

public class ReportTests
{
    [Fact]
    public void The_page_begins_with_the_verdict_and_tells_what_to_do_before_the_checks()
    {
        string html = ReportText.Create(SampleReports.Failing, ReportFormat.Html);
        int verdict = html.IndexOf("Log collection has 2 faults", StringComparison.Ordinal);
        int remedy = html.IndexOf("systemctl restart logtail", StringComparison.Ordinal);
        int table = html.IndexOf("<table>", StringComparison.Ordinal);
        Assert.True(verdict > 0 && verdict < remedy && remedy < table);
    }

    [Fact]
    public void Times_of_day_are_told_at_the_offset_of_the_report()
    {
        DateTimeOffset utc = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
        CheckResult check = new() { Id = "logs.preview", Check = "b", Status = CheckStatus.Pass, Evidence = "e", Data = new ArrivalData([new(utc, utc.AddMinutes(1), 3)]) };
        string html = ReportText.Create(new VerificationReport([check], "t", utc.ToOffset(TimeSpan.FromHours(8))), ReportFormat.Html);
        Assert.Contains("3 logs, 10:00 to 10:01", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_loads_nothing_and_runs_nothing()
    {
        string html = ReportText.Create(SampleReports.Failing, ReportFormat.Html);
        Assert.DoesNotMatch("(?i)<script|<link|<img|src=|@import|url\\(|https?://", html);
    }

    [Fact]
    public void The_page_is_well_formed_and_shows_what_hosts_wrote_as_text()
    {
        string html = ReportText.Create(SampleReports.Failing, ReportFormat.Html);
        string body = html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)];
        XElement page = XElement.Parse(body);
        Assert.Contains("<script>alert(1)</script> a|b", page.Value, StringComparison.Ordinal);
        Assert.Equal(2, page.Descendants("svg").Count());
        Assert.Equal(15, page.Descendants("rect").Count(rect => rect.Parent!.Attribute("aria-label")!.Value.Contains("logs from", StringComparison.Ordinal)));
    }

    [Fact]
    public void JUnit_counts_suites_and_cases_as_servers_do()
    {
        XElement suites = XDocument.Parse(ReportText.Create(SampleReports.Failing, ReportFormat.JUnit)).Root!;
        Assert.Equal(["dev", "prod"], suites.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        foreach (XElement suite in suites.Elements("testsuite"))
        {
            Assert.Equal(suite.Attribute("tests")!.Value, $"{suite.Elements("testcase").Count()}");
            Assert.Equal(suite.Attribute("failures")!.Value, $"{suite.Elements("testcase").Count(test => test.Element("failure") is not null)}");
            Assert.Equal(suite.Attribute("skipped")!.Value, $"{suite.Elements("testcase").Count(test => test.Element("skipped") is not null)}");
        }

        Assert.Contains("systemctl restart logtail", suites.Descendants("failure").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_stays_readable_when_evidence_holds_control_characters()
    {
        CheckResult check = new() { Id = "a", Check = "b", Status = CheckStatus.Fail, Evidence = "x\0\u001b[31m \uD83D\uDE00" };
        string text = ReportText.Create(new VerificationReport([check], "t", DateTimeOffset.UnixEpoch), ReportFormat.JUnit);
        Assert.Contains("\uD83D\uDE00", XDocument.Parse(text).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_stays_readable_when_evidence_was_cut_inside_a_character()
    {
        CheckResult check = new() { Id = "a", Check = "b", Status = CheckStatus.Fail, Evidence = "cut \uD83D… and \uDE00" };
        string text = ReportText.Create(new VerificationReport([check], "t", DateTimeOffset.UnixEpoch), ReportFormat.JUnit);
        Assert.Contains("cut \uFFFD… and \uFFFD", XDocument.Parse(text).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Prometheus_gets_no_sample_twice()
    {
        HeartbeatRow machine = new("a", "10.0.0.1", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(5), "OK");
        CheckResult check = new() { Id = "host.agent", Check = "b", Status = CheckStatus.Pass, Evidence = "e", Duration = TimeSpan.FromSeconds(1), Data = new HeartbeatData([machine, machine with { Age = TimeSpan.FromSeconds(9) }]) };
        string text = ReportText.Create(new VerificationReport([check, check with { Status = CheckStatus.Fail }], "t", DateTimeOffset.UnixEpoch), ReportFormat.Prometheus);

        string[] samples = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
        Assert.Equal(samples.Length, samples.Select(line => line.Split(' ')[0]).Distinct().Count());
        Assert.Contains("alilogops_check_passed{environment=\"\",id=\"host.agent\"} 0", samples);
        Assert.Contains("alilogops_check_duration_seconds{environment=\"\",id=\"host.agent\"} 2", samples);
        Assert.Contains("alilogops_heartbeat_age_seconds{environment=\"\",host=\"a\"} 9", samples);
    }

    [Fact]
    public void Markdown_cells_hold_what_would_end_them()
    {
        string text = ReportText.Create(SampleReports.Failing, ReportFormat.Markdown);
        Assert.Contains("a\\|b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.All(Regex.Matches(text, @"(?m)^\|.*$"), row => Assert.Equal(4, Regex.Count(row.Value, @"(?<!\\)\|")));
    }

    [Fact]
    public void Every_line_of_JSON_lines_is_an_object_with_the_whole_result()
    {
        string[] lines = ReportText.Create(SampleReports.Failing, ReportFormat.JsonLines).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(SampleReports.Failing.Checks.Select(check => check.Evidence), lines.Select(line => JsonNode.Parse(line)!["evidence"]!.ToString()));
        Assert.Equal("Fail", JsonNode.Parse(lines[1])!["status"]!.ToString());
    }

    [Fact]
    public void Prometheus_gets_one_sample_for_each_check_that_was_made()
    {
        string text = ReportText.Create(SampleReports.Failing, ReportFormat.Prometheus);
        Assert.Contains("alilogops_check_passed{environment=\"dev\",id=\"heartbeat\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("alilogops_check_passed{environment=\"prod\",id=\"canary\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("alilogops_check_passed{environment=\"prod\",id=\"ecs\"}", text, StringComparison.Ordinal);
        Assert.Contains("alilogops_heartbeat_age_seconds{environment=\"dev\",host=\"sample-app-ecs-zone-1-dev\"} 780\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/report.html", ReportFormat.Html)]
    [InlineData("a/REPORT.XML", ReportFormat.JUnit)]
    [InlineData("r.md", ReportFormat.Markdown)]
    [InlineData("r.jsonl", ReportFormat.JsonLines)]
    [InlineData("r.prom", ReportFormat.Prometheus)]
    [InlineData("r.txt", null)]
    public void The_ending_of_the_file_chooses_the_form(string path, ReportFormat? expected) =>
        Assert.Equal(expected, ReportText.FormatOf(path));

    [Fact]
    public void A_report_without_a_look_does_not_pass()
    {
        CheckResult skipped = new() { Id = "a", Check = "b", Status = CheckStatus.Skipped };
        Assert.False(new VerificationReport([skipped], "t", DateTimeOffset.UnixEpoch).Passed);
        Assert.True(SampleReports.Passing.Passed);
    }
}
