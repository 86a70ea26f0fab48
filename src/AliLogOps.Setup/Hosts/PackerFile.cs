using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliLogOps.Setup.Hosts;

/// <summary>Packer provisioners: upload the files, install the agent, put the files in their places, enable the unit.</summary>
public static class PackerFile
{
    private static readonly JsonSerializerOptions s_layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The provisioners as a JSON array, for templates of Packer 1.6 and older.</summary>
    /// <param name="files">The host files; their contents are read from <paramref name="sourceFolder"/> at build time.</param>
    /// <param name="layout">The agent's layout.</param>
    /// <param name="region">The region the agent reports to.</param>
    /// <param name="sourceFolder">The folder of the files, relative to the template.</param>
    public static string CreateJson(IReadOnlyList<HostFile> files, HostLayout layout, string region, string sourceFolder)
    {
        JsonArray provisioners = [];
        foreach ((string source, string target) in Uploads(files, sourceFolder))
        {
            provisioners.Add((JsonNode)new JsonObject { ["type"] = "file", ["source"] = source, ["destination"] = target });
        }

        JsonArray inline = [];
        foreach (string command in Commands(files, layout, region))
        {
            inline.Add((JsonNode)command);
        }

        provisioners.Add((JsonNode)new JsonObject { ["type"] = "shell", ["inline"] = inline });
        return new JsonObject { ["provisioners"] = provisioners }.ToJsonString(s_layout).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>The provisioners as HCL, to be put into a <c>build</c> block.</summary>
    /// <inheritdoc cref="CreateJson"/>
    public static string CreateHcl(IReadOnlyList<HostFile> files, HostLayout layout, string region, string sourceFolder)
    {
        StringBuilder text = new();
        foreach ((string source, string target) in Uploads(files, sourceFolder))
        {
            text.Append("provisioner \"file\" {\n  source      = ").Append(Quote(source)).Append("\n  destination = ").Append(Quote(target)).Append("\n}\n\n");
        }

        text.Append("provisioner \"shell\" {\n  inline = [\n");
        foreach (string command in Commands(files, layout, region))
        {
            text.Append("    ").Append(Quote(command)).Append(",\n");
        }

        text.Append("  ]\n}\n");
        return text.ToString();
    }

    // Packer uploads as the ssh user into a folder that user may write to; root's places follow in the shell.
    private static IEnumerable<(string Source, string Target)> Uploads(IReadOnlyList<HostFile> files, string sourceFolder) =>
        files.Where(file => file.Content.Length > 0).Select(file => (sourceFolder.TrimEnd('/') + file.Path, "/tmp/alilogops-" + UploadName(file)));

    private static IEnumerable<string> Commands(IReadOnlyList<HostFile> files, HostLayout layout, string region)
    {
        yield return "set -eu";
        foreach (string command in AgentInstaller.Commands(layout, region))
        {
            yield return command;
        }

        foreach (HostFile file in files)
        {
            yield return file.Content.Length > 0
                ? $"install -D -m {Mode(file)} /tmp/alilogops-{UploadName(file)} {file.Path}"
                : $"install -D -m {Mode(file)} /dev/null {file.Path}";
        }

        yield return "rm -f /tmp/alilogops-*";
        foreach (string command in AgentInstaller.Finish(layout))
        {
            yield return command;
        }
    }

    private static string UploadName(HostFile file) => file.Path.Trim('/').Replace('/', '-');

    // The agent's own installer gives its parameter file 755.
    private static string Mode(HostFile file) => file.Kind == HostFileKind.AgentParameters ? "755" : "644";

    private static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal) + "\"";
}
