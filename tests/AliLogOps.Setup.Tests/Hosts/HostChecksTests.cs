using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

public class HostChecksTests
{
    private static readonly HostFileOptions s_options = new() { Identifiers = ["logtail-id-dev"], Applications = ["todo-list.service"], AccountId = "1234567890" };

    private static readonly HostExpectation s_expectation = new()
    {
        Identifiers = ["logtail-id-dev"],
        Tag = "sys_tag",
        AccountId = "1234567890",
        Applications = ["todo-list.service"],
    };

    public static TheoryData<HostAgent> Agents { get; } = [HostAgent.Logtail, HostAgent.LoongCollector];

    /// <summary>What is done to a right image, and the one check that must notice.</summary>
    public static TheoryData<string, string, string, string> Faults { get; } = new()
    {
        { "host.agent", "/usr/local/ilogtail/ilogtail", "delete", "" },
        { "host.parameters", HostLayout.ParameterFile, "write", "{\n  \"streamlog_open\": true,\n}" },
        { "host.parameters", HostLayout.ParameterFile, "replace", "11111|\"11111\"" },
        { "host.stream-input", HostLayout.ParameterFile, "replace", "\"streamlog_open\": true|\"streamlog_open\": false" },
        { "host.listen-address", HostLayout.ParameterFile, "replace", "127.0.0.1|0.0.0.0" },
        { "host.identifier", HostLayout.IdentifierFile, "delete", "" },
        { "host.identifier", HostLayout.IdentifierFile, "write", "logtail-id-dev\r\n" },
        { "host.identifier", HostLayout.IdentifierFile, "write", "\uFEFFlogtail-id-dev\n" },
        { "host.identifier", HostLayout.IdentifierFile, "write", "logtail-id-prod\n" },
        { "host.account", HostLayout.AccountFolder + "/1234567890", "delete", "" },
        { "host.rsyslog-rule", HostLayout.RsyslogFile, "delete", "" },
        { "host.rsyslog-target", HostLayout.RsyslogFile, "replace", "port=\"11111\"|port=\"11112\"" },
        { "host.rsyslog-spool", HostLayout.RsyslogFile, "replace", " queue.spoolDirectory=\"/var/spool/rsyslog\"|" },
        { "host.tag", HostLayout.RsyslogFile, "replace", "0.1 sys_tag|0.1 Sys_tag" },
        { "host.format", HostLayout.RsyslogFile, "replace", "0.1 sys_tag|2.7 sys_tag" },
        { "host.one-rule", "/etc/rsyslog.d/10-loongcollector-app.conf", "write", "# written by the agent" },
        { "host.unit-order", "/etc/systemd/system/logtail.service", "replace", "After=network.target|After=cloud-final.service network.target" },
        { "host.application-order", "/etc/systemd/system/todo-list.service.d/50-logtail.conf", "delete", "" },
        { "host.init-script", "/etc/init.d/ilogtaild", "write", "#!/bin/sh" },
        { "host.leftovers", HostLayout.AppInfoFile, "write", "{}" },
        { "host.leftovers", "/usr/local/ilogtail/logtail_buffer_file_1", "write", "" },
    };

    [Theory]
    [MemberData(nameof(Agents))]
    public void An_image_with_our_files_passes_every_check(HostAgent agent)
    {
        using TemporaryFolder image = RightImage(agent);
        CheckResult[] results = [.. HostChecks.Run(new HostInspection(image.Path, s_expectation))];

        Assert.DoesNotContain(results, result => result.Status is CheckStatus.Fail or CheckStatus.Warning);
        Assert.Contains(results, result => result is { Id: "host.tag", Status: CheckStatus.Pass });
        Assert.All(results.Where(result => result.Status == CheckStatus.Skipped), result => Assert.NotEmpty(result.Evidence));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_noticed_by_its_check_with_evidence_cause_and_remedy(string check, string path, string action, string value)
    {
        using TemporaryFolder image = RightImage(HostAgent.Logtail);
        string target = HostLayout.Below(image.Path, path);
        switch (action)
        {
            case "delete":
                File.Delete(target);
                break;
            case "write":
                image.Write(path, value);
                break;
            default:
                string[] parts = value.Split('|');
                string text = File.ReadAllText(target);
                Assert.Contains(parts[0], text, StringComparison.Ordinal);
                File.WriteAllText(target, text.Replace(parts[0], parts[1], StringComparison.Ordinal));
                break;
        }

        CheckResult[] results = [.. HostChecks.Run(new HostInspection(image.Path, s_expectation))];
        CheckResult noticed = Assert.Single(results, result => result.Id == check);
        Assert.Contains(noticed.Status, (CheckStatus[])[CheckStatus.Fail, CheckStatus.Warning]);
        Assert.NotEmpty(noticed.Evidence);
        Assert.NotEmpty(noticed.Cause);
        Assert.NotEmpty(noticed.Remedy);
    }

    [Fact]
    public void The_ids_of_checks_are_unique()
    {
        using TemporaryFolder empty = new();
        string[] ids = [.. HostChecks.Run(new HostInspection(empty.Path, s_expectation)).Select(result => result.Id)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_rule_of_the_published_tutorial_is_understood()
    {
        RsyslogForward? forward = RsyslogForward.Read(
            "/etc/rsyslog.d/80-logtail.conf",
            "$ActionQueueType LinkedList\n$template ALI_LOG_FMT,\"0.1 sys_tag %timegenerated:::date-unixtimestamp% %fromhost-ip% %msg%\\n\"\n*.* @@127.0.0.1:11111;ALI_LOG_FMT\n");
        Assert.Equal(new RsyslogForward("/etc/rsyslog.d/80-logtail.conf", "0.1", "sys_tag", "127.0.0.1", 11111), forward);
    }

    private static TemporaryFolder RightImage(HostAgent agent)
    {
        TemporaryFolder image = new();
        foreach (HostFile file in HostFileSet.Create(s_options with { Agent = agent }))
        {
            HostFileChange change = HostFileChange.Compare(file, image.Path);
            Assert.Equal(HostFileState.Missing, change.State);
            change.Apply();
            Assert.Equal(HostFileState.Same, HostFileChange.Compare(file, image.Path).State);
        }

        image.Write(HostLayout.For(agent).Program, "the agent");
        return image;
    }
}
