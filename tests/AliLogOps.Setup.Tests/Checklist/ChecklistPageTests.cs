using AliLogOps.Setup.Checklist;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests.Checklist;

public sealed class ChecklistPageTests
{
    [Fact]
    public void Every_check_is_described_and_says_what_to_do()
    {
        var page = File.ReadAllText(Path.Combine(Emulated.RepositoryRoot, "docs", "setup.md"));
        Assert.All(SetupChecks.All, check =>
        {
            Assert.Contains($"`{check.Id}`", page, StringComparison.Ordinal);
            Assert.NotEmpty(check.Cause);
            Assert.NotEmpty(check.Remedy);
            // titles fit into a column, and what a check needs comes before it
            Assert.True(check.Title.Length <= 40, check.Title);
            Assert.All(check.After, needed => Assert.Contains(SetupChecks.All.TakeWhile(other => other != check), other => other.Id == needed));
        });
        Assert.Equal(SetupChecks.All.Count, ChecklistRunner.Ids.Distinct(StringComparer.Ordinal).Count());
    }
}
