namespace AliLogOps.Setup.Tests;

public sealed class ResourceNameRuleTests
{
    public static TheoryData<string, string, string?> Names => new()
    {
        { "project", "sample-app-log-project-dev", null },
        { "project", "abc", null },
        { "project", new string('a', 63), null },
        { "project", new string('a', 64), "it has 64 characters" },
        { "project", "ab", "it has 2 characters" },
        { "project", "", "it is empty" },
        { "project", "a_b_c", "it contains '_'" },
        { "project", "Abc", "the capital letter 'A'" },
        { "project", "a.b", "it contains '.'" },
        { "project", "aé1", "it contains 'é'" },
        { "logstore", "a_b", null },
        { "logstore", "_ab", "it begins with '_'" },
        { "logstore", "ab_", "it ends with '_'" },
        { "logstore", "a b", "it contains a blank" },
        { "machine group", "ab", null },
        { "machine group", "a", "it has 1 character." },
        { "machine group", new string('g', 128), null },
        { "Logtail config", new string('c', 129), "it has 129 characters" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bad_name_gets_the_reason_and_the_rule(string kind, string name, string? reason)
    {
        var rule = new[] { ResourceNameRule.Project, ResourceNameRule.Logstore, ResourceNameRule.MachineGroup, ResourceNameRule.LogtailConfig }.Single(item => item.Kind == kind);
        var problem = rule.Check(name);
        if (reason is null)
        {
            Assert.Null(problem);
            return;
        }

        Assert.StartsWith($"'{name}' is not a valid {kind} name: ", problem);
        Assert.Contains(reason, problem);
        Assert.EndsWith(rule.Allowed, problem);
    }
}
