namespace AliLogOps.Setup.Hosts;

/// <summary>The agent's place in the start order.</summary>
public static class AgentUnitFile
{
    // cloud-init sets the host name at the first boot; an agent that starts earlier keeps the name of the build machine.
    // cloud-final.service must not be named: on Debian and Ubuntu it comes after multi-user.target, which would wait for us:
    // systemd breaks such a cycle by not starting the agent at all.
    private const string After = "network.target cloud-init.service cloud-config.service";

    /// <summary>
    /// For Logtail a unit, since its installer brings none; for LoongCollector a drop-in, since it brings one.
    /// </summary>
    public static HostFile Create(HostLayout layout) => layout.Agent switch
    {
        HostAgent.Logtail => new HostFile(
            HostFileKind.AgentUnit,
            "/etc/systemd/system/" + layout.Unit,
            $"""
            [Unit]
            Description=Logtail, the log collection agent of Log Service
            After={After}

            [Service]
            # The program puts itself in the background; forking lets systemd notice when it has died («unconfirmed» for each version:
            # judge the agent by its heartbeat, not by the state of this unit).
            Type=forking
            ExecStart={layout.Program}
            WorkingDirectory=/usr/local/ilogtail
            StandardOutput=journal
            StandardError=journal
            SyslogIdentifier=logtail
            Restart=on-failure
            RestartSec=10

            [Install]
            WantedBy=multi-user.target

            """.ReplaceLineEndings("\n")),
        _ => new HostFile(
            HostFileKind.AgentUnit,
            $"/etc/systemd/system/{layout.Unit}.d/50-alilogops.conf",
            $"""
            [Unit]
            After={After}

            """.ReplaceLineEndings("\n")),
    };

    /// <summary>The drop-in that starts <paramref name="application"/> after the agent; it orders only, both must be enabled.</summary>
    public static HostFile CreateDropIn(HostLayout layout, string application) => new(
        HostFileKind.ApplicationDropIn,
        $"/etc/systemd/system/{application}.d/50-logtail.conf",
        $"""
        [Unit]
        After={layout.Unit}

        """.ReplaceLineEndings("\n"));
}
