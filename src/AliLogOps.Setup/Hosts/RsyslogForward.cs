using System.Globalization;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Hosts;

/// <summary>What an rsyslog file forwards to an agent, read from its text: both the old directives and today's statements.</summary>
/// <param name="File">The file, as a path on the host.</param>
/// <param name="Version">The format version, the template's first word; null when there is no such template.</param>
/// <param name="Tag">The tag, the template's second word.</param>
/// <param name="Address">Where the rule sends to; null when the file has no TCP forward rule.</param>
/// <param name="Port">The port it sends to.</param>
public sealed partial record RsyslogForward(string File, string? Version, string? Tag, string? Address, int? Port)
{
    /// <summary>Reads the forward rule of a file; null when it has neither a template of the agent's form nor a rule that uses one.</summary>
    public static RsyslogForward? Read(string file, string text)
    {
        string active = Comment().Replace(text, string.Empty);
        Match template = OldTemplate().Match(active);
        if (!template.Success)
        {
            template = ListTemplate().Match(active);
        }

        if (!template.Success)
        {
            return null;
        }

        Match rule = OldRule().Match(active);
        string? address = null;
        int? port = null;
        if (rule.Success)
        {
            address = rule.Groups["address"].Value;
            port = PortOf(rule.Groups["port"].Value);
        }
        else if (Action().Match(active) is { Success: true } action && Parameter(action.Value, "protocol") == "tcp")
        {
            address = Parameter(action.Value, "target");
            port = PortOf(Parameter(action.Value, "port"));
        }

        return new RsyslogForward(file, template.Groups["version"].Value, template.Groups["tag"].Value, address, port);
    }

    // what is no number is not taken by rsyslog either, which then uses syslog's own port
    private static int PortOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 514;

    private static string? Parameter(string action, string name)
    {
        Match match = Regex.Match(action, $"(?<![\\w.]){name}\\s*=\\s*\"([^\"]*)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"(?m)^\s*#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("(?m)^\\s*\\$template\\s+\\w+\\s*,\\s*\"(?<version>[0-9]+\\.[0-9]+) (?<tag>\\S+) %timegenerated")]
    private static partial Regex OldTemplate();

    [GeneratedRegex("constant\\(\\s*value\\s*=\\s*\"(?<version>[0-9]+\\.[0-9]+) (?<tag>\\S+) \"\\s*\\)")]
    private static partial Regex ListTemplate();

    [GeneratedRegex(@"(?m)^[^\n#""]*\s@@(?:\([^)]*\))?(?<address>[^:;\s]+)(?::(?<port>[0-9]+))?;")]
    private static partial Regex OldRule();

    [GeneratedRegex("action\\(\\s*type\\s*=\\s*\"omfwd\"[^)]*\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Action();
}
