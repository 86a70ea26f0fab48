namespace AliLogOps.Walkthrough.Tests;

/// <summary>The README's promise: the whole scenario, and what breaking one side of it looks like.</summary>
public class WalkthroughTests
{
    // what the scenario's own checklist of the console looks at, and more; in each environment all of them
    private static readonly string[] s_checks =
    [
        "service.credentials", "service.clock", "project.exists", "logstore.exists", "logstore.retention", "logstore.shards",
        "index.exists", "index.fields", "group.exists", "group.identifier", "config.exists", "config.tag", "binding.applied",
        "binding.one-tag", "setup.as-declared", "network.security-group", "network.open-port", "machine.heartbeat",
        "logs.preview", "logs.hosts", "logs.isolation", "logs.queries", "canary.path", "scenario.tasks", "setup.second-run",
    ];

    [Fact]
    public async Task Three_environments_pass_through_a_real_rsyslogd()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/rsyslogd"), "rsyslogd is not installed.");
        WalkthroughRun run = await WalkthroughRun.StartAsync();

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("through /usr/sbin/rsyslogd", run.Output, StringComparison.Ordinal);
        AssertPassed(run, "dev", "pre-prod", "prod");
    }

    [Fact]
    public async Task Three_environments_pass_with_wire_lines_and_it_says_so()
    {
        WalkthroughRun run = await WalkthroughRun.StartAsync("-WireLines");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("as wire lines, without rsyslogd", run.Output, StringComparison.Ordinal);
        AssertPassed(run, "dev", "pre-prod", "prod");
    }

    [Fact]
    public async Task A_tag_changed_in_the_service_fails_its_check_by_name()
    {
        WalkthroughRun run = await WalkthroughRun.StartAsync("-Environment", "dev", "-WireLines", "-Break", "Tag");

        Assert.Equal(1, run.ExitCode);
        string row = run.Rows("Fail")[0];
        Assert.StartsWith("config.tag ", row, StringComparison.Ordinal);
        Assert.Contains("other_tag", run.Output, StringComparison.Ordinal);
        Assert.Contains("Tag is the one rsyslog sends", row, StringComparison.Ordinal);
        Assert.Contains("Tag is the one rsyslog sends", run.Reports["dev.md"], StringComparison.Ordinal);
        // its consequences, and nothing else
        Assert.All(run.Rows("Fail").Skip(1), consequence => Assert.Matches("^(logs|canary)\\.", consequence));
    }

    [Fact]
    public async Task A_stopped_agent_fails_the_heartbeat_check_with_the_machine_named()
    {
        WalkthroughRun run = await WalkthroughRun.StartAsync("-Environment", "pre-prod", "-WireLines", "-Break", "Agent");

        Assert.Equal(1, run.ExitCode);
        string row = Assert.Single(run.Rows("Fail"));
        Assert.StartsWith("machine.heartbeat ", row, StringComparison.Ordinal);
        Assert.Contains("sample-app-ecs-zone-0-pre-prod", run.Output.Split("Checklist of")[1], StringComparison.Ordinal);
    }

    private static void AssertPassed(WalkthroughRun run, params string[] environments)
    {
        string[] passed = [.. run.Rows("Pass").Select(row => row.Split(' ')[0])];
        Assert.All(s_checks, check => Assert.Equal(environments.Length, passed.Count(row => row == check)));
        Assert.Equal(s_checks.Length * environments.Length, passed.Length);
        Assert.Empty(run.Rows("Fail"));
        Assert.Contains("0 changed, 0 writes sent", run.Output, StringComparison.Ordinal);
        foreach (string environment in environments)
        {
            Assert.Equal(8, run.Reports[environment + ".md"].Split('\n').Count(line => line.Contains("TaskController", StringComparison.Ordinal)));
        }

        Assert.DoesNotContain('\u001b', run.Output);
    }
}
