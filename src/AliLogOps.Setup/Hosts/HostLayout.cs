namespace AliLogOps.Setup.Hosts;

/// <summary>
/// Where an agent keeps its files on Linux. Paths are absolute on the host; a host image is addressed by putting its root in front.
/// Source: Log Service documentation, "Logtail network types, startup parameters, and configuration files"; LoongCollector's
/// installation documents.
/// </summary>
public sealed class HostLayout
{
    /// <summary>The rsyslog snippet that forwards to the agent. The number sorts it behind the distribution's own rules.</summary>
    public const string RsyslogFile = "/etc/rsyslog.d/80-logtail.conf";

    /// <summary>One identifier a line; a machine group of type <c>userdefined</c> lists it.</summary>
    public const string IdentifierFile = "/etc/ilogtail/user_defined_id";

    /// <summary>Empty files named after account ids; the account that owns the project must be among them.</summary>
    public const string AccountFolder = "/etc/ilogtail/users";

    /// <summary>The agent's start parameters, JSON; read at start only.</summary>
    public const string ParameterFile = "/usr/local/ilogtail/ilogtail_config.json";

    /// <summary>Written by the agent at each start; in an image it carries the build machine's name and address.</summary>
    public const string AppInfoFile = "/usr/local/ilogtail/app_info.json";

    /// <summary>Configs received from the service: the proof that one has reached the host.</summary>
    public const string ReceivedConfigFile = "/usr/local/ilogtail/user_log_config.json";

    private HostLayout(HostAgent agent, string program, string unit, IReadOnlyList<string> initScripts)
    {
        Agent = agent;
        Program = program;
        Unit = unit;
        InitScripts = initScripts;
    }

    /// <summary>The agent.</summary>
    public HostAgent Agent { get; }

    /// <summary>The agent's program.</summary>
    public string Program { get; }

    /// <summary>The systemd unit that starts the agent.</summary>
    public string Unit { get; }

    /// <summary>Init scripts of the installer; beside a unit of our own they would start the agent a second time.</summary>
    public IReadOnlyList<string> InitScripts { get; }

    /// <summary>Files that tie an image to the machine it was built on.</summary>
    public IReadOnlyList<string> Leftovers { get; } =
    [
        AppInfoFile,
        ReceivedConfigFile,
        "/etc/ilogtail/checkpoint/instance_identity",
        "/tmp/logtail_check_point",
    ];

    /// <summary>The layout of <paramref name="agent"/>.</summary>
    public static HostLayout For(HostAgent agent) => agent switch
    {
        HostAgent.Logtail => new(agent, "/usr/local/ilogtail/ilogtail", "logtail.service", ["/etc/init.d/ilogtaild"]),
        HostAgent.LoongCollector => new(agent, "/usr/local/ilogtail/loongcollector", "loongcollectord.service", []),
        _ => throw new ArgumentOutOfRangeException(nameof(agent), agent, "Not an agent this module knows; use Logtail or LoongCollector."),
    };

    /// <summary>The agent found below <paramref name="root"/> by its program, or null when there is none.</summary>
    public static HostLayout? Detect(string root)
    {
        foreach (HostAgent agent in new[] { HostAgent.LoongCollector, HostAgent.Logtail })
        {
            HostLayout layout = For(agent);
            if (File.Exists(Below(root, layout.Program)))
            {
                return layout;
            }
        }

        return null;
    }

    /// <summary>The path of a host file below a root folder: <c>/</c> for a live host, the folder of an image otherwise.</summary>
    public static string Below(string root, string hostPath) =>
        Path.Combine(root, hostPath.TrimStart('/').Replace('/', Path.DirectorySeparatorChar));
}
