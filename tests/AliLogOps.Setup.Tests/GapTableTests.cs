using System.Text.RegularExpressions;
using AliLogOps.Setup.Tests.Live;

namespace AliLogOps.Setup.Tests;

/// <summary>docs/gaps.md names a test for each gap of the tutorial, and the tests it names exist.</summary>
public sealed class GapTableTests
{
    [Fact]
    public void Every_gap_has_a_row_whose_tests_exist()
    {
        var rows = File.ReadLines(Path.Combine(Emulated.RepositoryRoot, "docs", "gaps.md"))
            .Where(line => Regex.IsMatch(line, @"^\| G\d+ \|")).Select(line => line.Split('|')).ToArray();
        Assert.Equal(Enumerable.Range(1, 17).Select(number => $"G{number}"), rows.Select(row => row[1].Trim()));

        var tests = Directory.EnumerateFiles(Path.Combine(Emulated.RepositoryRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)), StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var named = Regex.Matches(row[4], "`([A-Za-z]+)\\.([A-Za-z0-9_]+)`");
            Assert.True(named.Count > 0, $"{row[1]} names no test");
            Assert.All(named, test => Assert.Contains($" {test.Groups[2].Value}(", tests[test.Groups[1].Value], StringComparison.Ordinal));
        }
    }
}
