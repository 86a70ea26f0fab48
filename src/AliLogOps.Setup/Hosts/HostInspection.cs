using System.Text.Json.Nodes;

namespace AliLogOps.Setup.Hosts;

/// <summary>A host, live or as a folder with its files, together with what is expected of it. Files are read once, on first use.</summary>
public sealed class HostInspection
{
    private readonly Lazy<IReadOnlyList<RsyslogForward>> _forwards;

    /// <summary>Looks at the host whose files lie below <paramref name="root"/>; <c>/</c> is this machine itself.</summary>
    public HostInspection(string root, HostExpectation expectation)
    {
        Root = Path.GetFullPath(root);
        Expectation = expectation;
        Layout = HostLayout.Detect(Root);
        _forwards = new Lazy<IReadOnlyList<RsyslogForward>>(FindForwards);
    }

    /// <summary>The folder above the host's files.</summary>
    public string Root { get; }

    /// <summary>Whether this machine itself is looked at, so that processes and ports can be.</summary>
    public bool IsLive => Root == Path.GetPathRoot(Root);

    /// <summary>What is expected.</summary>
    public HostExpectation Expectation { get; }

    /// <summary>Ends the programs that are run for a check.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The layout of the agent found, or null.</summary>
    public HostLayout? Layout { get; }

    /// <summary>Forward rules of the agent's form in <c>/etc/rsyslog.conf</c> and <c>/etc/rsyslog.d</c>.</summary>
    public IReadOnlyList<RsyslogForward> Forwards => _forwards.Value;

    /// <summary>The path of a host file on this machine.</summary>
    public string PathOf(string hostPath) => HostLayout.Below(Root, hostPath);

    /// <summary>Whether the host has a file.</summary>
    public bool Has(string hostPath) => File.Exists(PathOf(hostPath));

    /// <summary>The text of a host file, or null when it is not there.</summary>
    public string? Read(string hostPath) => Has(hostPath) ? File.ReadAllText(PathOf(hostPath)) : null;

    /// <summary>The agent's start parameters, or null when there is no file.</summary>
    /// <exception cref="FormatException">The file is not a JSON object.</exception>
    public JsonObject? Parameters => Read(HostLayout.ParameterFile) is string text ? AgentParameterFile.Parse(text) : null;

    private List<RsyslogForward> FindForwards()
    {
        List<RsyslogForward> found = [];
        List<string> files = ["/etc/rsyslog.conf"];
        string folder = PathOf("/etc/rsyslog.d");
        if (Directory.Exists(folder))
        {
            // rsyslog reads what ends in .conf, in name order; anything else is silently not read.
            files.AddRange(Directory.GetFiles(folder, "*.conf").Select(path => "/etc/rsyslog.d/" + Path.GetFileName(path)).Order(StringComparer.Ordinal));
        }

        foreach (string file in files)
        {
            if (Read(file) is string text && RsyslogForward.Read(file, text) is RsyslogForward forward)
            {
                found.Add(forward);
            }
        }

        return found;
    }
}

/// <summary>What a host should be.</summary>
public sealed record HostExpectation
{
    /// <summary>Identifiers its machine groups list; empty when not known.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>The tag of the Logtail config in the service; null when not known.</summary>
    public string? Tag { get; init; }

    /// <summary>Account id of the project's owner, where the host needs one.</summary>
    public string? AccountId { get; init; }

    /// <summary>systemd units of applications that must start after the agent.</summary>
    public IReadOnlyList<string> Applications { get; init; } = [];
}
