using System.Management.Automation;
using System.Xml.Linq;
using AliLogOps.Docs;
using AliLogOps.Docs.Facts;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Help;

/// <summary>What Get-Help finds, in a session that imported the module by name.</summary>
public sealed class GetHelpTests
{
    [Fact]
    public void Get_Help_shows_the_page_of_a_cmdlet()
    {
        using var shell = new Shell();
        var help = shell.Run("Get-Help Search-AliLog -Full").Single();
        Assert.Equal("Finds logs by words and fields, or rows by SQL.", Text(help, "Synopsis"));
        Assert.Contains("not only the first hundred", shell.Run("(Get-Help Search-AliLog).description | ForEach-Object { $_.Text }").Output[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(3, shell.Run("(Get-Help Search-AliLog -Examples).examples.example").Output.Count);
        Assert.Contains("15 minutes", shell.Run("(Get-Help Search-AliLog -Parameter Last).description | ForEach-Object { $_.Text }").Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_Help_finds_every_cmdlet_with_its_synopsis()
    {
        using var shell = new Shell();
        var found = shell.Run("Get-Command -Module AliLogOps | ForEach-Object { Get-Help $_.Name }").ThrowOnError().Output;
        Assert.All(found, help => Assert.Equal(HelpFiles.ReadPage(StagedModule.RepositoryRoot, Text(help, "Name")).Synopsis, Text(help, "Synopsis")));
        Assert.Equal(ModuleReader.Read(StagedModule.Manifest).Count, found.Count);
    }

    [Fact]
    public void Get_Help_finds_the_about_topics()
    {
        using var shell = new Shell();
        foreach (var topic in HelpFiles.AboutTopics(StagedModule.RepositoryRoot).Select(path => Path.GetFileNameWithoutExtension(path)))
        {
            Assert.Contains(topic, shell.Run($"Get-Help {topic}").Single().ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void About_topics_fit_into_80_columns()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(StagedModule.Root, "en-US"), "about_*.help.txt"))
        {
            Assert.All(File.ReadAllLines(file), line => Assert.True(line.Length < 80, $"{Path.GetFileName(file)}: {line}"));
        }
    }

    [Fact]
    public void The_help_file_describes_the_parameters_the_module_has()
    {
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10";
        var written = XDocument.Load(Path.Combine(StagedModule.Root, "en-US", HelpFiles.MamlName)).Descendants(command + "command")
            .ToDictionary(element => element.Element(command + "details")!.Element(command + "name")!.Value);
        using var shell = new Shell();
        foreach (var cmdlet in shell.Run("Get-Command -Module AliLogOps").ThrowOnError().Output.Select(item => (CmdletInfo)item.BaseObject))
        {
            var element = written[cmdlet.Name];
            Assert.Equal(
                cmdlet.Parameters.Keys.Where(name => !Cmdlet.CommonParameters.Contains(name)).Order(StringComparer.Ordinal),
                element.Element(command + "parameters")!.Elements(command + "parameter").Select(parameter => parameter.Element(maml + "name")!.Value).Order(StringComparer.Ordinal));
            Assert.Equal(cmdlet.ParameterSets.Count, element.Element(command + "syntax")!.Elements(command + "syntaxItem").Count());
        }

        Assert.Equal(written.Count, shell.Run("(Get-Command -Module AliLogOps).Count").Single().BaseObject);
    }

    private static string Text(PSObject help, string property) => help.Properties[property].Value.ToString()!.Trim();
}
