using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AliLogOps.Docs;
using AliLogOps.Docs.Facts;
using AliLogOps.Docs.Pages;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Help;

/// <summary>What holds for every help page, beside that its generated parts are up to date.</summary>
public sealed class HelpPageTests
{
    private static readonly string s_docs = Path.Combine(StagedModule.RepositoryRoot, "docs");
    private static readonly Lazy<IReadOnlyList<CommandFacts>> s_commands = new(() => ModuleReader.Read(StagedModule.Manifest));

    public static TheoryData<string> Commands => [.. s_commands.Value.Select(command => command.Name)];

    [Fact]
    public void Pages_and_help_files_say_what_the_module_says()
    {
        var stale = HelpFiles.Create(StagedModule.RepositoryRoot)
            .Where(file => !File.Exists(FullPath(file.Path)) || File.ReadAllText(FullPath(file.Path)) != file.Text)
            .Select(file => file.Path);
        Assert.True(!stale.Any(), $"Run 'dotnet run --project tests/AliLogOps.Docs' and commit: {string.Join(", ", stale)}.");
    }

    [Fact]
    public void There_is_a_page_for_each_cmdlet_and_no_other() =>
        Assert.Equal(
            s_commands.Value.Select(command => command.Name),
            Directory.EnumerateFiles(s_docs, "*-Ali*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void Users_get_the_help_of_the_sources()
    {
        var names = Directory.EnumerateFiles(FullPath("en-US")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(names, Directory.EnumerateFiles(Path.Combine(StagedModule.Root, "en-US")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(File.ReadAllText(Path.Combine(FullPath("en-US"), name)), File.ReadAllText(Path.Combine(StagedModule.Root, "en-US", name))));
    }

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void A_page_is_written_to_its_end(string cmdlet)
    {
        var page = HelpFiles.ReadPage(StagedModule.RepositoryRoot, cmdlet);
        Assert.DoesNotContain("{{", File.ReadAllText(FullPath(HelpFiles.PagePath(cmdlet))), StringComparison.Ordinal);
        Assert.Matches(@"^[A-Z].{20,90}\.$", page.Synopsis);
        Assert.DoesNotContain(cmdlet, page.Synopsis, StringComparison.Ordinal);
        Assert.True(page.Description.Length > 80, page.Description);
        Assert.Equal(3, page.Examples.Count);
        Assert.All(s_commands.Value.Single(command => command.Name == cmdlet).Parameters, parameter => Assert.True(page.Parameters.GetValueOrDefault(parameter.Name, "").Length > 10, parameter.Name));
        Assert.NotEmpty(page.Links);
        Assert.All(page.Links, link => Assert.True(File.Exists(Path.Combine(s_docs, link.Target)), link.Target));
    }

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void An_example_shows_the_cmdlet_and_is_PowerShell(string cmdlet)
    {
        foreach (var example in HelpFiles.ReadPage(StagedModule.RepositoryRoot, cmdlet).Examples)
        {
            Parser.ParseInput(example.Code, out _, out var errors);
            Assert.Empty(errors);
            Assert.Matches($@"{cmdlet}\b", example.Code);
        }
    }

    [Fact]
    public void Pages_name_only_cmdlets_that_exist()
    {
        var known = s_commands.Value.Select(command => command.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(s_docs, "*.md"))
        {
            var named = Regex.Matches(File.ReadAllText(path), @"(?<![\w*-])[A-Z][a-z]+-Ali[A-Z][A-Za-z]+").Select(match => match.Value).Distinct();
            Assert.All(named, name => Assert.True(known.Contains(name), $"{Path.GetFileName(path)} names {name}."));
        }
    }

    private static string FullPath(string path) => Path.Combine(StagedModule.RepositoryRoot, path);
}
