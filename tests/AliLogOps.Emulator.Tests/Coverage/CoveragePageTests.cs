using AliLogOps.Emulator.Coverage;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Coverage;

/// <summary>The coverage page is what the program prints.</summary>
public class CoveragePageTests
{
    [Fact]
    public void The_page_in_the_documents_is_current()
    {
        string file = Path.Combine(Root(), "docs", "emulator-coverage.md");
        Assert.True(
            File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == CoveragePage.Write(),
            "docs/emulator-coverage.md is not current: run 'dotnet run --project src/AliLogOps.Emulator -- --coverage > docs/emulator-coverage.md'");
    }

    [Fact]
    public async Task Every_operation_says_what_it_reads()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        Assert.All(emulator.Services.OperationNames, name => Assert.True(OperationParameters.Of(name) is not null, $"{name} has no entry in OperationParameters"));
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AliLogOps.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
