namespace AliLogOps.Setup.Hosts;

/// <summary>What the host files are made for.</summary>
public sealed record HostFileOptions
{
    /// <summary>The agent of the host.</summary>
    public HostAgent Agent { get; init; } = HostAgent.Logtail;

    /// <summary>The machine group's identifiers this host answers to, at least one.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>The tag of the Logtail config; the second word of every forwarded line.</summary>
    public string Tag { get; init; } = "sys_tag";

    /// <summary>Where the agent listens. Loopback: the listener knows neither TLS nor passwords.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The agent's port, 1 to 65535; 11111 is its default.</summary>
    public int Port { get; init; } = 11111;

    /// <summary>The longest line rsyslog forwards, in KiB; null leaves rsyslog's 8 KiB, which cuts long messages.</summary>
    public int? MaxMessageSizeKiB { get; init; } = 64;

    /// <summary>The most disk the forward queue may take while the agent is away, as rsyslog writes it (<c>1g</c>).</summary>
    public string QueueDiskSpace { get; init; } = "1g";

    /// <summary>Fields the message is split into, beyond the built-in ones; empty for the plain format 0.1.</summary>
    public StructuredMessage? Structured { get; init; }

    /// <summary>Account id (digits) of the project's owner, where the host belongs to another account or is no ECS instance.</summary>
    public string? AccountId { get; init; }

    /// <summary>systemd units of applications that must start after the agent, e.g. <c>todo-list.service</c>.</summary>
    public IReadOnlyList<string> Applications { get; init; } = [];

    /// <summary>The agent's start parameters as they are on the host; null when there is no such file yet.</summary>
    public string? ExistingParameters { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">A value breaks a rule; the message names the value, the rule and the remedy.</exception>
    public void Validate()
    {
        if (Identifiers.Count == 0)
        {
            throw new ArgumentException("A host needs at least one identifier; give the one its machine group lists.");
        }

        foreach (string identifier in Identifiers)
        {
            // The agent compares each line as it is: a blank or CR at its end would match nothing.
            RequireWord(identifier, "identifier");
        }

        RequireWord(Tag, "tag");
        if (Port is < 1 or > 65535)
        {
            throw new ArgumentException($"The port {Port} is out of range; use 1 to 65535, 11111 is the agent's default.");
        }

        if (!System.Net.IPAddress.TryParse(Address, out System.Net.IPAddress? address) || address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"The address '{Address}' is no IPv4 address; the agent takes nothing else, use 127.0.0.1.");
        }

        if (MaxMessageSizeKiB is < 1 or > 10240)
        {
            throw new ArgumentException($"The message size {MaxMessageSizeKiB} KiB is out of range; use 1 to 10240, the agent cuts the connection above 10 MiB.");
        }

        if (!System.Text.RegularExpressions.Regex.IsMatch(QueueDiskSpace, "^[1-9][0-9]*[kmg]?$"))
        {
            throw new ArgumentException($"The queue size '{QueueDiskSpace}' is not what rsyslog takes; use digits with k, m or g, e.g. 1g.");
        }

        if (AccountId is not null && !AccountId.All(char.IsAsciiDigit))
        {
            throw new ArgumentException($"The account id '{AccountId}' is not made of digits; use the main account's id, not a user name.");
        }

        foreach (string unit in Applications)
        {
            if (!System.Text.RegularExpressions.Regex.IsMatch(unit, @"^[A-Za-z0-9:_.@\\-]+\.service$"))
            {
                throw new ArgumentException($"'{unit}' is no name of a systemd service; use one such as todo-list.service.");
            }
        }

        Structured?.Validate();
    }

    private static void RequireWord(string value, string what)
    {
        if (value.Length == 0 || value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\uFEFF'))
        {
            throw new ArgumentException($"The {what} '{value}' is empty or holds a blank or control character; the agent compares it byte for byte, use one word.");
        }
    }
}
