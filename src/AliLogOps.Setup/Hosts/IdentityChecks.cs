using System.Text;

namespace AliLogOps.Setup.Hosts;

/// <summary>Checks of who the host says it is.</summary>
internal static class IdentityChecks
{
    public static HostFinding Identifier(HostInspection host)
    {
        string path = host.PathOf(HostLayout.IdentifierFile);
        if (!File.Exists(path))
        {
            return HostFinding.Fail($"{HostLayout.IdentifierFile} is not there; the agent identifies itself by its address.");
        }

        // Read as bytes: a byte order mark is part of the identifier to the agent, and a text reader would hide it.
        string text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string? unclean = lines.FirstOrDefault(line => line != line.Trim() || line.Contains('\uFEFF', StringComparison.Ordinal));
        if (unclean is not null)
        {
            return HostFinding.Fail($"The line '{Show(unclean)}' has a blank, CR or byte order mark; the agent takes it as part of the identifier.");
        }

        if (lines.Length == 0)
        {
            return HostFinding.Fail($"{HostLayout.IdentifierFile} is empty.");
        }

        string[] missing = [.. host.Expectation.Identifiers.Except(lines, StringComparer.Ordinal)];
        return missing.Length == 0
            ? HostFinding.Pass(string.Join(", ", lines))
            : HostFinding.Fail($"It holds '{string.Join(", ", lines)}', the group lists '{string.Join(", ", missing)}'.");
    }

    public static HostFinding Account(HostInspection host)
    {
        if (host.Expectation.AccountId is not string account)
        {
            return HostFinding.Skip("No account id was given; on an ECS instance of the project's account the installer makes the file.");
        }

        string folder = host.PathOf(HostLayout.AccountFolder);
        string[] found = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
        return found.Contains(account, StringComparer.Ordinal)
            ? HostFinding.Pass($"{HostLayout.AccountFolder}/{account}")
            : HostFinding.Fail($"{HostLayout.AccountFolder} holds {(found.Length == 0 ? "nothing" : string.Join(", ", found))}, not {account}.");
    }

    public static HostFinding Leftovers(HostInspection host)
    {
        HostLayout layout = host.Layout ?? HostLayout.For(HostAgent.Logtail);
        List<string> found = [.. layout.Leftovers.Where(host.Has)];
        string folder = host.PathOf("/usr/local/ilogtail");
        if (Directory.Exists(folder))
        {
            found.AddRange(Directory.GetFiles(folder, "*buffer_file_*").Select(path => "/usr/local/ilogtail/" + Path.GetFileName(path)));
        }

        return found.Count == 0 ? HostFinding.Pass("None found.") : HostFinding.Fail(string.Join(", ", found));
    }

    private static string Show(string text) => text.Replace("\r", "<CR>", StringComparison.Ordinal).Replace("\uFEFF", "<BOM>", StringComparison.Ordinal);
}
