using AliLogOps.Setup.Reports;

namespace AliLogOps.Setup.Tests.Reports;

/// <summary>Results such as a verification finds them.</summary>
internal static class SampleReports
{
    private static readonly DateTimeOffset s_time = new(2026, 11, 23, 10, 15, 0, TimeSpan.FromHours(8));

    public static VerificationReport Failing { get; } = new(
        [
            Check("dev", "project", "Project exists", CheckStatus.Pass, "sample-app-log-project-dev, status Normal"),
            Check("dev", "heartbeat", "Three machines, every heartbeat fresh", CheckStatus.Fail, "sample-app-ecs-zone-1-dev (192.168.1.244) is Stale, last heartbeat 10:02:11") with
            {
                Cause = "The agent on that machine does not run, or does not reach the service.",
                Remedy = "On the machine: systemctl status logtail, then systemctl restart logtail.",
                Data = new HeartbeatData(
                [
                    new("sample-app-ecs-zone-0-dev", "192.168.0.23", s_time.AddSeconds(-12), TimeSpan.FromSeconds(12), "OK"),
                    new("sample-app-ecs-zone-1-dev", "192.168.1.244", s_time.AddMinutes(-13), TimeSpan.FromMinutes(13), "Stale"),
                    new("sample-app-certman-ecs-dev", "192.168.0.20", null, null, "NeverSeen"),
                ]),
            },
            Check("dev", "tag", "Tag equals rsyslog's", CheckStatus.Fail, "The config has 'other_tag', rsyslog sends 'sys_tag' <script>alert(1)</script> a|b") with
            {
                Cause = "The agent finds the config by the tag; lines with another tag are dropped without a trace.",
                Remedy = "Set-AliLogtailConfig -Name sample-app-logtail-config-dev -Syslog -Tag sys_tag",
            },
            Check("dev", "arrival", "Logs arrive", CheckStatus.Warning, "37 logs in 15 minutes, none in the last 3") with
            {
                Remedy = "Look at the last hop that has them.",
                Data = new ArrivalData([.. Enumerable.Range(0, 15).Select(i => new ArrivalBucket(s_time.AddMinutes(i - 15), s_time.AddMinutes(i - 14), i is < 12 ? i % 5 * 3 : 0))]),
            },
            Check("prod", "project", "Project exists", CheckStatus.Pass, "sample-app-log-project-prod, status Normal"),
            Check("prod", "canary", "A log written now arrives", CheckStatus.Pass, "4.2 s from rsyslog to search") with
            {
                Data = new LatencyData([new("rsyslog", TimeSpan.FromMilliseconds(3)), new("agent", TimeSpan.FromMilliseconds(41)), new("shard", TimeSpan.FromSeconds(3.1)), new("search", null)]),
            },
            Check("prod", "ecs", "Security group answers", CheckStatus.Skipped, "No security group is named in the definition."),
        ],
        "sample-app log collection",
        s_time);

    public static VerificationReport Passing { get; } = new(
        [Check(string.Empty, "project", "Project exists", CheckStatus.Pass, "sample-app-log-project-dev")],
        "sample-app log collection",
        s_time);

    private static CheckResult Check(string environment, string id, string title, CheckStatus status, string evidence) => new()
    {
        Environment = environment,
        Id = id,
        Check = title,
        Status = status,
        Evidence = evidence,
        StartTime = s_time,
        Duration = TimeSpan.FromMilliseconds(123.4),
    };
}
