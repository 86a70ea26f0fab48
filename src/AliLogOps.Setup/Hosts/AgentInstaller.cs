namespace AliLogOps.Setup.Hosts;

/// <summary>
/// The shell commands that bring the agent onto a machine, without the image's leftovers.
/// Source: Log Service documentation, "Install Logtail on a Linux server".
/// </summary>
internal static class AgentInstaller
{
    /// <summary>
    /// The commands for an image of <paramref name="region"/>. The installer removes an older agent together with its parameters, so
    /// our parameters are written after it; it starts the agent, which an image must not carry running.
    /// </summary>
    public static IReadOnlyList<string> Commands(HostLayout layout, string region)
    {
        string address = layout.Agent == HostAgent.Logtail
            ? $"https://logtail-release-{region}.oss-{region}.aliyuncs.com/linux64/logtail.sh"
            : $"https://aliyun-observability-release-{region}.oss-{region}.aliyuncs.com/loongcollector/linux64/latest/loongcollector.sh";
        string control = layout.Agent == HostAgent.Logtail ? "/etc/init.d/ilogtaild" : "/etc/init.d/loongcollectord";

        // The region is named, because "auto" works on ECS instances only.
        List<string> commands =
        [
            $"curl -fsSLo /tmp/install-agent.sh {address}",
            $"sh /tmp/install-agent.sh install {region}",
            "rm /tmp/install-agent.sh",
            $"{control} stop || true",
        ];
        commands.AddRange(layout.Leftovers.Select(path => $"rm -f {path}"));
        return commands;
    }

    /// <summary>The commands after our files are in place.</summary>
    public static IReadOnlyList<string> Finish(HostLayout layout)
    {
        List<string> commands = [.. layout.InitScripts.Select(path => $"rm -f {path}")];
        commands.Add("systemctl daemon-reload");
        commands.Add($"systemctl enable {layout.Unit}");
        return commands;
    }
}
