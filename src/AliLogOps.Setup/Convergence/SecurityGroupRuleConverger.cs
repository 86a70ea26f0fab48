using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>Adds a security group rule that does not exist yet. Other rules are never changed: whose they are cannot be known.</summary>
public static class SecurityGroupRuleConverger
{
    /// <summary>Looks whether the rule exists. Sends no write.</summary>
    /// <param name="client">ECS.</param>
    /// <param name="desired">The rule.</param>
    /// <param name="rules">The rules of its group, as they were read.</param>
    public static ConvergePlan<SecurityGroupRule> Plan(EcsClient client, SecurityGroupRule desired, IReadOnlyList<SecurityGroupRule> rules)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(desired);
        ArgumentNullException.ThrowIfNull(rules);
        var existing = rules.FirstOrDefault(rule => SecurityGroupRuleMatch.AreSame(rule, desired));
        return new ConvergePlan<SecurityGroupRule>(desired, existing, [], async (plan, token) =>
        {
            await client.AuthorizeSecurityGroupAsync(plan.Desired, token).ConfigureAwait(false);
            return plan.Desired;
        });
    }
}
