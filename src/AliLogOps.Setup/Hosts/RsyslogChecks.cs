using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Hosts;

/// <summary>Checks of rsyslog's side.</summary>
internal static class RsyslogChecks
{
    private const string MainFile = "/etc/rsyslog.conf";

    public static HostFinding Rule(HostInspection host)
    {
        if (host.Forwards.Count == 0)
        {
            return HostFinding.Fail($"No file in /etc/rsyslog.d, and not {MainFile}, has a template of the agent's form.");
        }

        RsyslogForward? silent = host.Forwards.FirstOrDefault(forward => forward.Address is null);
        return silent is null
            ? HostFinding.Pass(string.Join(", ", host.Forwards.Select(forward => $"{forward.File} → {forward.Address}:{forward.Port}")))
            : HostFinding.Fail($"{silent.File} has the template, but no rule that sends it by TCP (@@host:port).");
    }

    public static HostFinding Target(HostInspection host)
    {
        if (Sender(host) is not RsyslogForward forward)
        {
            return HostFinding.Skip("No rule forwards.");
        }

        int port = AgentChecks.Port(host);
        return forward.Port == port
            ? HostFinding.Pass($"{forward.Address}:{forward.Port}")
            : HostFinding.Fail($"{forward.File} sends to port {forward.Port}, the agent listens on {port}.");
    }

    public static HostFinding Syntax(HostInspection host)
    {
        if (HostTool.Find("rsyslogd") is not string program)
        {
            return HostFinding.Skip("rsyslogd is not installed here, so its own check could not be run.");
        }

        // An image's main file names this machine's modules and folders; its own snippet stands alone.
        string? file = host.IsLive ? host.PathOf(MainFile) : Sender(host) is RsyslogForward forward ? host.PathOf(forward.File) : null;
        if (file is null || !File.Exists(file))
        {
            return HostFinding.Skip("There is no file to check.");
        }

        (int exitCode, string output) = HostTool.Run(program, ["-N1", "-f", file], host.Cancellation);
        string[] errors = [.. output.Split('\n').Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("invalid", StringComparison.OrdinalIgnoreCase))];
        return exitCode == 0 && errors.Length == 0
            ? HostFinding.Pass($"rsyslogd -N1 accepts {Path.GetFileName(file)}.")
            : HostFinding.Fail(errors.Length > 0 ? errors[0].Trim() : $"rsyslogd -N1 ended with {exitCode}: {output}");
    }

    public static HostFinding Spool(HostInspection host)
    {
        if (Sender(host) is not RsyslogForward forward || host.Read(forward.File) is not string rule)
        {
            return HostFinding.Skip("No rule forwards.");
        }

        if (rule.Contains("queue.spoolDirectory", StringComparison.OrdinalIgnoreCase))
        {
            return HostFinding.Pass("The rule names its own spool folder.");
        }

        string all = rule + "\n" + host.Read(MainFile);
        Match folder = Regex.Match(all, @"(?m)^\s*(?:\$WorkDirectory\s+(\S+)|global\([^)]*workDirectory\s*=\s*""([^""]+)"")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return folder.Success
            ? HostFinding.Pass($"Spool folder {(folder.Groups[1].Success ? folder.Groups[1].Value : folder.Groups[2].Value)}.")
            : HostFinding.Warn($"Neither {MainFile} nor {forward.File} sets a work folder.");
    }

    public static HostFinding Tag(HostInspection host)
    {
        if (host.Forwards.Count == 0)
        {
            return HostFinding.Skip("No rule forwards.");
        }

        string tags = string.Join(", ", host.Forwards.Select(forward => forward.Tag).Distinct(StringComparer.Ordinal));
        if (host.Expectation.Tag is not string expected)
        {
            return HostFinding.Skip($"The tag here is {tags}; no tag was given to compare it with.");
        }

        return host.Forwards.Any(forward => forward.Tag == expected)
            ? HostFinding.Pass(tags)
            : HostFinding.Fail($"rsyslog sends '{tags}', the config has '{expected}'.");
    }

    public static HostFinding Format(HostInspection host)
    {
        if (host.Forwards.Count == 0)
        {
            return HostFinding.Skip("No rule forwards.");
        }

        HashSet<string> known = new(StringComparer.Ordinal) { "0.1" };
        foreach (JsonNode? format in host.Parameters?["streamlog_formats"] as JsonArray ?? [])
        {
            if (format?["version"]?.ToString() is string version)
            {
                known.Add(version);
            }
        }

        RsyslogForward? unknown = host.Forwards.FirstOrDefault(forward => !known.Contains(forward.Version!));
        return unknown is null
            ? HostFinding.Pass(string.Join(", ", host.Forwards.Select(forward => forward.Version).Distinct(StringComparer.Ordinal)))
            : HostFinding.Fail($"{unknown.File} sends version {unknown.Version}, the agent knows {string.Join(", ", known)}.");
    }

    public static HostFinding OneRule(HostInspection host)
    {
        List<string> files = [.. host.Forwards.Where(forward => forward.Address is not null).Select(forward => forward.File)];
        string folder = host.PathOf("/etc/rsyslog.d");
        if (Directory.Exists(folder))
        {
            files.AddRange(Directory.GetFiles(folder, "10-loongcollector-*.conf").Select(path => "/etc/rsyslog.d/" + Path.GetFileName(path)).Except(files, StringComparer.Ordinal));
        }

        return files.Count switch
        {
            0 => HostFinding.Skip("No rule forwards."),
            1 => HostFinding.Pass(files[0]),
            _ => HostFinding.Fail(string.Join(", ", files)),
        };
    }

    private static RsyslogForward? Sender(HostInspection host) => host.Forwards.FirstOrDefault(forward => forward.Address is not null);
}
