using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Hosts;

/// <summary>Checks of the start order.</summary>
internal static partial class UnitChecks
{
    private const string UnitFolder = "/etc/systemd/system/";

    public static HostFinding Order(HostInspection host)
    {
        List<string> late = [];
        List<string> seen = [];
        foreach (string file in UnitFiles(host))
        {
            seen.Add(file);
            late.AddRange(After().Matches(host.Read(file)!)
                .Where(line => line.Value.Contains("cloud-final.service", StringComparison.Ordinal) || line.Value.Contains("multi-user.target", StringComparison.Ordinal))
                .Select(line => $"{file}: {line.Value.Trim()}"));
        }

        if (seen.Count == 0)
        {
            return HostFinding.Skip("The host has no unit of ours for the agent.");
        }

        return late.Count == 0 ? HostFinding.Pass(string.Join(", ", seen)) : HostFinding.Fail(string.Join("; ", late));
    }

    public static HostFinding Syntax(HostInspection host)
    {
        string? unit = UnitFiles(host).FirstOrDefault(file => file.EndsWith(".service", StringComparison.Ordinal));
        if (unit is null)
        {
            return HostFinding.Skip("The host has no unit of ours for the agent.");
        }

        if (HostTool.Find("systemd-analyze") is not string program)
        {
            return HostFinding.Skip("systemd-analyze is not installed here, so its own check could not be run.");
        }

        // On an image the program the unit starts is below the image's root, so only the unit's own lines count.
        (_, string output) = HostTool.Run(program, ["verify", host.PathOf(unit)], host.Cancellation);
        string name = Path.GetFileName(unit);
        string[] complaints =
        [
            .. output.Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal)
                && (host.IsLive || !line.Contains("is not executable", StringComparison.Ordinal))),
        ];
        return complaints.Length == 0 ? HostFinding.Pass($"systemd-analyze verify accepts {name}.") : HostFinding.Fail(complaints[0].Trim());
    }

    public static HostFinding Applications(HostInspection host)
    {
        if (host.Expectation.Applications.Count == 0)
        {
            return HostFinding.Skip("No application was named.");
        }

        string[] agents = [HostLayout.For(HostAgent.Logtail).Unit, HostLayout.For(HostAgent.LoongCollector).Unit, "ilogtaild.service"];
        List<string> unordered = [];
        foreach (string application in host.Expectation.Applications)
        {
            string text = string.Concat(FilesOf(host, application).Select(file => host.Read(file) + "\n"));
            if (!After().Matches(text).Any(line => agents.Any(agent => line.Value.Contains(agent, StringComparison.Ordinal))))
            {
                unordered.Add(application);
            }
        }

        return unordered.Count == 0
            ? HostFinding.Pass(string.Join(", ", host.Expectation.Applications))
            : HostFinding.Fail($"{string.Join(", ", unordered)} is not ordered after the agent's unit.");
    }

    public static HostFinding InitScript(HostInspection host)
    {
        HostLayout layout = host.Layout ?? HostLayout.For(HostAgent.Logtail);
        string[] scripts = [.. layout.InitScripts.Where(host.Has)];
        bool ownUnit = host.Has(UnitFolder + layout.Unit);
        return scripts.Length > 0 && ownUnit
            ? HostFinding.Fail($"{string.Join(", ", scripts)} and {UnitFolder}{layout.Unit} both start the agent.")
            : HostFinding.Pass(ownUnit ? layout.Unit : scripts.Length > 0 ? string.Join(", ", scripts) : "Neither unit nor init script of ours is there.");
    }

    private static IEnumerable<string> UnitFiles(HostInspection host) =>
        new[] { HostAgent.Logtail, HostAgent.LoongCollector }.SelectMany(agent => FilesOf(host, HostLayout.For(agent).Unit));

    // A unit of ours and its drop-ins; what the distribution brings in /lib is its own affair.
    private static IEnumerable<string> FilesOf(HostInspection host, string unit)
    {
        if (host.Has(UnitFolder + unit))
        {
            yield return UnitFolder + unit;
        }

        string folder = host.PathOf(UnitFolder + unit + ".d");
        if (Directory.Exists(folder))
        {
            foreach (string file in Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal))
            {
                yield return UnitFolder + unit + ".d/" + Path.GetFileName(file);
            }
        }
    }

    [GeneratedRegex("(?m)^After=.*$")]
    private static partial Regex After();
}
