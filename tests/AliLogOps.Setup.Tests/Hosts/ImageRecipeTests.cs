using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

public class ImageRecipeTests
{
    private static readonly IReadOnlyList<HostFile> s_files = HostFileSet.Create(new HostFileOptions { Identifiers = ["logtail-id-dev"], AccountId = "1234567890" });

    private static readonly HostLayout s_layout = HostLayout.For(HostAgent.Logtail);

    [Fact]
    public void Packer_uploads_each_file_and_puts_it_in_its_place_after_the_installer_ran()
    {
        JsonArray provisioners = JsonNode.Parse(PackerFile.CreateJson(s_files, s_layout, "cn-hangzhou", "files"))!["provisioners"]!.AsArray();
        string[] commands = [.. provisioners[^1]!["inline"]!.AsArray().Select(command => command!.ToString())];

        int installed = Array.FindIndex(commands, command => command.Contains("install-agent.sh install cn-hangzhou", StringComparison.Ordinal));
        foreach (HostFile file in s_files)
        {
            int placed = Array.FindIndex(commands, command => command.StartsWith("install -D", StringComparison.Ordinal) && command.EndsWith(" " + file.Path, StringComparison.Ordinal));
            Assert.True(placed > installed, $"{file.Path} is placed before the installer removes the folder.");
        }

        string[] sources = [.. provisioners.SkipLast(1).Select(upload => upload!["source"]!.ToString())];
        Assert.Equal(s_files.Where(file => file.Content.Length > 0).Select(file => "files" + file.Path), sources);
    }

    [Fact]
    public void Packer_removes_what_ties_the_image_to_its_build_machine_and_the_second_starter()
    {
        string text = PackerFile.CreateHcl(s_files, s_layout, "cn-hangzhou", "files");
        Assert.All(s_layout.Leftovers, path => Assert.Contains($"rm -f {path}", text, StringComparison.Ordinal));
        Assert.Contains("rm -f /etc/init.d/ilogtaild", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("ilogtaild stop", StringComparison.Ordinal) < text.IndexOf("rm -f /etc/init.d/ilogtaild", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_Packer_forms_say_the_same()
    {
        JsonArray provisioners = JsonNode.Parse(PackerFile.CreateJson(s_files, s_layout, "cn-hangzhou", "files"))!["provisioners"]!.AsArray();
        string hcl = PackerFile.CreateHcl(s_files, s_layout, "cn-hangzhou", "files");
        string[] quoted = [.. Regex.Matches(hcl, "(?m)^    \"(.*)\",$").Select(match => match.Groups[1].Value)];
        Assert.Equal(provisioners[^1]!["inline"]!.AsArray().Select(command => command!.ToString()), quoted);
    }

    [Fact]
    public void Cloud_init_carries_each_file_whole()
    {
        string[] lines = CloudInitFile.Create(s_files, s_layout, "cn-hangzhou").Split('\n');
        Assert.Equal("#cloud-config", lines[0]);
        foreach (HostFile file in s_files)
        {
            int at = Array.IndexOf(lines, $"  - path: /run/alilogops{file.Path}");
            string content = lines[at + 2]["    content: ".Length..];
            Assert.Equal(file.Content, Encoding.UTF8.GetString(Convert.FromBase64String(content)));
        }
    }
}
