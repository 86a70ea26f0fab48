using System.Text;

namespace AliLogOps.Setup.Hosts;

/// <summary>A cloud-init document that installs the agent and writes the files at a machine's first boot.</summary>
public static class CloudInitFile
{
    /// <summary>The document, YAML with its <c>#cloud-config</c> head.</summary>
    public static string Create(IReadOnlyList<HostFile> files, HostLayout layout, string region)
    {
        StringBuilder text = new();
        text.Append("#cloud-config\n");
        text.Append("# The files are written after the agent is installed: its installer removes its folder first.\n");
        text.Append("write_files:\n");
        foreach (HostFile file in files)
        {
            text.Append("  - path: ").Append(Staged(file)).Append('\n');
            text.Append("    encoding: b64\n");
            text.Append("    content: ").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Content))).Append('\n');
        }

        text.Append("runcmd:\n");
        foreach (string command in AgentInstaller.Commands(layout, region))
        {
            AppendCommand(text, command);
        }

        foreach (HostFile file in files)
        {
            AppendCommand(text, $"install -D -m {(file.Kind == HostFileKind.AgentParameters ? "755" : "644")} {Staged(file)} {file.Path}");
        }

        AppendCommand(text, "rm -rf /run/alilogops");
        foreach (string command in AgentInstaller.Finish(layout))
        {
            AppendCommand(text, command);
        }

        AppendCommand(text, $"systemctl start {layout.Unit}");
        AppendCommand(text, "systemctl restart rsyslog");
        return text.ToString();
    }

    private static string Staged(HostFile file) => "/run/alilogops" + file.Path;

    // YAML single quotes: a quote inside is doubled, nothing else has a meaning.
    private static void AppendCommand(StringBuilder text, string command) =>
        text.Append("  - '").Append(command.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
}
