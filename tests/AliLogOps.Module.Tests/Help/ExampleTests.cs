using AliLogOps.Docs;
using AliLogOps.Docs.Pages;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Help;

/// <summary>Runs the examples of every help page, each page in a session of its own and on an emulator that holds the walkthrough's resources.</summary>
public sealed class ExampleTests(ExampleEmulator shared) : IClassFixture<ExampleEmulator>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-help-");
    private readonly Shell _shell = new();

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(StagedModule.RepositoryRoot, "docs"), "*-Ali*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public void The_examples_of_a_page_run_without_an_error(string cmdlet)
    {
        var page = HelpFiles.ReadPage(StagedModule.RepositoryRoot, cmdlet);
        var prepare = Path.Combine(StagedModule.RepositoryRoot, "tests", "Pester", "Initialize-HelpExample.ps1");
        Assert.Equal(3, page.Examples.Count);

        // a page that starts, stops or changes emulators and their agents has one of its own
        var isShared = !page.Examples.Any(example => example.Code.Contains("AliLogEmulator", StringComparison.Ordinal));
        if (isShared)
        {
            shared.Clear();
            _shell.Set("emulator", shared.Emulator);
        }

        var emulator = isShared ? "$emulator" : "@(Get-AliLogEmulator | Where-Object State -EQ Running)[0]";
        _shell.Set("modulePath", StagedModule.Manifest);
        _shell.Run("$PSDefaultParameterValues = @{}; function Get-Credential { $emulator.Credential }").ThrowOnError();
        foreach (var (index, example) in page.Examples.Index().Where(item => !item.Item.NeedsFullPowerShell))
        {
            var work = _folder.CreateSubdirectory($"{index}").FullName;
            _shell.Run($"$emulator = & '{prepare}' -Folder '{work}' -Emulator {emulator}").ThrowOnError();
            Assert.Empty(Failures(example, _shell.Run(example.Code)));
        }
    }

    [Fact]
    public void Only_few_examples_need_more_than_the_bare_engine()
    {
        var all = Pages.SelectMany(page => HelpFiles.ReadPage(StagedModule.RepositoryRoot, page.Data).Examples).ToArray();
        Assert.InRange(all.Count(example => example.NeedsFullPowerShell), 1, all.Length / 10);
    }

    private static IEnumerable<string> Failures(PageExample example, ShellResult result) =>
        result.Errors.Append(result.Terminating).Where(error => error is not null).Select(error => $"{example.Title}: {error!.FullyQualifiedErrorId}: {error}");
}
