using System.Globalization;
using System.Net;
using System.Text;

namespace AliLogOps.Setup.Reports;

/// <summary>
/// One self-contained page: the verdict first, then what to do, then every check with its evidence. No script, nothing loaded from
/// elsewhere, light and dark by the reader's own setting.
/// </summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> s_style = new(() =>
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    public static string Create(VerificationReport report)
    {
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<title>").Append(report.Passed ? "Passed: " : "Failed: ").Append(Text(report.Title)).Append("</title>\n");
        html.Append("<style>\n").Append(s_style.Value).Append("</style>\n</head>\n<body>\n");
        AppendHead(html, report);
        AppendToDo(html, report);
        foreach (EnvironmentResult environment in report.Environments)
        {
            AppendEnvironment(html, environment, report.Time.Offset);
        }

        html.Append("</body>\n</html>\n");
        return html.ToString();
    }

    private static void AppendHead(StringBuilder html, VerificationReport report)
    {
        html.Append("<header>\n<h1>").Append(Text(report.Title)).Append("</h1>\n");
        html.Append("<p class=\"verdict ").Append(report.Passed ? "passed" : "failed").Append("\">").Append(Text(report.Verdict)).Append("</p>\n");
        html.Append("<p class=\"when\">").Append(report.Time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'zzz", CultureInfo.InvariantCulture)).Append("</p>\n");
        html.Append("<ul class=\"counts\">\n");
        foreach (CheckStatus status in Enum.GetValues<CheckStatus>())
        {
            int count = report.Count(status);
            if (count > 0)
            {
                html.Append("<li><b class=\"").Append(status).Append("\">").Append(count).Append("</b> ").Append(Word(status, count)).Append("</li>\n");
            }
        }

        html.Append("</ul>\n</header>\n");
    }

    private static void AppendToDo(StringBuilder html, VerificationReport report)
    {
        if (report.Faults.Count == 0)
        {
            return;
        }

        html.Append("<section>\n<h2>What to do</h2>\n");
        foreach (CheckResult check in report.Faults)
        {
            html.Append("<article class=\"todo\">\n<h3>").Append(Title(check)).Append("</h3>\n");
            AppendLabelled(html, "Found", check.Evidence);
            AppendLabelled(html, "Why it matters", check.Cause);
            AppendLabelled(html, "Do", check.Remedy);
            html.Append("</article>\n");
        }

        if (report.Consequences.Count > 0)
        {
            html.Append("<h3>Fails for that reason, and should pass again once it is mended</h3>\n<ul>\n");
            foreach (CheckResult check in report.Consequences)
            {
                html.Append("<li>").Append(Title(check)).Append(": ").Append(Text(check.Evidence)).Append("</li>\n");
            }

            html.Append("</ul>\n");
        }

        html.Append("</section>\n");
    }

    private static string Title(CheckResult check) =>
        (check.Environment.Length > 0 ? Text(check.Environment) + ": " : string.Empty) + $"«{Text(check.Check)}» does not hold";

    private static void AppendEnvironment(StringBuilder html, EnvironmentResult environment, TimeSpan offset)
    {
        html.Append("<section>\n<h2>").Append(environment.Environment.Length > 0 ? Text(environment.Environment) : "Checks").Append("</h2>\n");
        html.Append("<table>\n<thead><tr><th>Result</th><th>Check</th><th>Evidence</th><th>Time</th></tr></thead>\n<tbody>\n");
        foreach (CheckResult check in environment.Checks)
        {
            html.Append("<tr><td class=\"status ").Append(check.Status).Append("\">").Append(Mark(check.Status)).Append(' ').Append(check.Status).Append("</td>");
            html.Append("<td>").Append(Text(check.Check)).Append("</td>");
            html.Append("<td class=\"evidence\">").Append(Text(check.Evidence)).Append("</td>");
            html.Append("<td class=\"number\">").Append(Duration(check.Duration)).Append("</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        foreach (CheckResult check in environment.Checks)
        {
            switch (check.Data)
            {
                case HeartbeatData heartbeats:
                    AppendHeartbeats(html, heartbeats, offset);
                    break;
                case ArrivalData arrival:
                    html.Append("<h3>Logs over time</h3>\n");
                    SvgCharts.AppendArrival(html, arrival, offset);
                    break;
                case LatencyData latency:
                    html.Append("<h3>One log's way</h3>\n");
                    SvgCharts.AppendLatency(html, latency);
                    break;
                default:
                    break;
            }
        }

        html.Append("</section>\n");
    }

    private static void AppendHeartbeats(StringBuilder html, HeartbeatData heartbeats, TimeSpan offset)
    {
        html.Append("<h3>Heartbeats</h3>\n<table>\n<thead><tr><th>State</th><th>Machine</th><th>Address</th><th>Last heartbeat</th><th>Age</th></tr></thead>\n<tbody>\n");
        foreach (HeartbeatRow machine in heartbeats.Machines)
        {
            html.Append("<tr><td class=\"status ").Append(machine.State == "OK" ? "Pass" : "Fail").Append("\">").Append(Text(machine.State)).Append("</td>");
            html.Append("<td>").Append(Text(machine.Name)).Append("</td><td>").Append(Text(machine.IPAddress)).Append("</td><td>");
            html.Append(machine.LastHeartbeatTime?.ToOffset(offset).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture) ?? "never").Append("</td>");
            html.Append("<td class=\"number\">").Append(machine.Age is TimeSpan age ? Duration(age) : "–").Append("</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private static void AppendLabelled(StringBuilder html, string label, string text)
    {
        if (text.Length > 0)
        {
            html.Append("<p><span class=\"label\">").Append(label).Append(":</span> ").Append(Text(text)).Append("</p>\n");
        }
    }

    /// <summary>A duration as people say it.</summary>
    internal static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} d"),
    };

    // The mark tells the verdict to those who do not see the colour.
    private static string Mark(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "✓",
        CheckStatus.Warning => "!",
        CheckStatus.Fail => "✗",
        _ => "–",
    };

    private static string Word(CheckStatus status, int count) => status switch
    {
        CheckStatus.Pass => "passed",
        CheckStatus.Warning => count == 1 ? "warning" : "warnings",
        CheckStatus.Fail => "failed",
        _ => "skipped",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
