namespace AliLogOps.Setup.Hosts;

/// <summary>One file a host needs.</summary>
/// <param name="Kind">What it is for, e.g. <c>RsyslogForward</c>.</param>
/// <param name="Path">Its absolute path on the host.</param>
/// <param name="Content">Its text, LF line ends, no byte order mark.</param>
public sealed record HostFile(HostFileKind Kind, string Path, string Content)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>What a host file is for.</summary>
public enum HostFileKind
{
    /// <summary>rsyslog's rule that forwards to the agent.</summary>
    RsyslogForward,

    /// <summary>The identifier by which a machine group finds the host.</summary>
    Identifier,

    /// <summary>The agent's start parameters.</summary>
    AgentParameters,

    /// <summary>The systemd unit of the agent, or the drop-in for the unit its installer brings.</summary>
    AgentUnit,

    /// <summary>The drop-in that starts an application after the agent.</summary>
    ApplicationDropIn,

    /// <summary>The file that ties the agent to the account that owns the project.</summary>
    Account,

    /// <summary>Packer provisioners that bake the files into an image.</summary>
    Packer,

    /// <summary>A cloud-init document that writes the files at first boot.</summary>
    CloudInit,
}
