using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Hosts;

public sealed class ExportAliLogtailHostFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alilogops-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_are_created_then_left_alone()
    {
        using Shell shell = new();
        shell.Set("root", _folder);
        ShellResult first = shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev -Application todo-list.service").ThrowOnError();
        ShellResult second = shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev -Application todo-list.service").ThrowOnError();

        Assert.Equal(5, first.Output.Count);
        Assert.All(first.Output, file => Assert.Equal("Created", file.Properties["Change"].Value.ToString()));
        Assert.All(second.Output, file => Assert.Equal("Unchanged", file.Properties["Change"].Value.ToString()));
        Assert.Equal("logtail-id-dev\n", File.ReadAllText(Path.Combine(_folder, "etc/ilogtail/user_defined_id")));
    }

    [Fact]
    public void A_file_with_another_content_is_replaced_only_by_force_and_its_lines_are_shown()
    {
        string file = Path.Combine(_folder, "etc/ilogtail/user_defined_id");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "logtail-id-old\n");
        using Shell shell = new();
        shell.Set("root", _folder);

        ShellResult refused = shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev");
        Assert.Equal("AliLog.HostFileExists", refused.ErrorId);
        Assert.Contains("- logtail-id-old\n+ logtail-id-dev", refused.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(3, refused.Output.Count);
        Assert.Equal("logtail-id-old\n", File.ReadAllText(file));

        shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev -Force").ThrowOnError();
        Assert.Equal("logtail-id-dev\n", File.ReadAllText(file));
    }

    [Fact]
    public void Existing_parameters_are_merged_without_force()
    {
        string file = Path.Combine(_folder, "usr/local/ilogtail/ilogtail_config.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "{\n  \"cpu_usage_limit\": 0.4,\n  \"streamlog_open\": false\n}\n");
        using Shell shell = new();
        shell.Set("root", _folder);
        shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev").ThrowOnError();

        string text = File.ReadAllText(file);
        Assert.Contains("\"cpu_usage_limit\": 0.4", text, StringComparison.Ordinal);
        Assert.Contains("\"streamlog_open\": true", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        using Shell shell = new();
        shell.Set("root", _folder);
        ShellResult result = shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev -WhatIf").ThrowOnError();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Contains("user_defined_id", result.HostText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PackerJson", "image.json", "provisioners")]
    [InlineData("PackerHcl", "image.pkr.hcl", "provisioner \"shell\"")]
    [InlineData("CloudInit", "user-data.yml", "#cloud-config")]
    public void A_recipe_is_one_file(string recipe, string name, string expected)
    {
        using Shell shell = new();
        shell.Set("path", Path.Combine(_folder, name));
        shell.Run($"Export-AliLogtailHostFile $path -Recipe {recipe} -Region cn-hangzhou -Identifier logtail-id-dev").ThrowOnError();
        Assert.Contains(expected, File.ReadAllText(Path.Combine(_folder, name)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_are_no_JSON_are_refused_and_left_as_they_are()
    {
        string file = Path.Combine(_folder, "usr/local/ilogtail/ilogtail_config.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "{ true, }");
        using Shell shell = new();
        shell.Set("root", _folder);
        ShellResult result = shell.Run("Export-AliLogtailHostFile $root -Identifier logtail-id-dev");
        Assert.Equal("AliLog.AgentParametersInvalid", result.ErrorId);
        Assert.Equal("{ true, }", File.ReadAllText(file));
    }
}
