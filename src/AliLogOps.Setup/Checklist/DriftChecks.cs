using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Checklist;

/// <summary>Everything else that a definition says: what another check looks at is left to it.</summary>
internal static class DriftChecks
{
    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("setup.as-declared", "All else is as declared",
            "Somebody changed it in the console, or the definition was changed and not set.",
            "See what differs with Compare-AliLogSetup; bring it in line with Set-AliLogSetup, or correct the definition.",
            Look)
        {
            After = [ProjectChecks.Exists],
        },
    ];

    private static async Task<CheckFinding> Look(CheckContext context, CancellationToken token)
    {
        // marks are for pruning and rules have a check of their own
        var setup = context.Setup with { SecurityGroupRules = [], Owner = null };
        var plan = await SetupPlanner.PlanAsync(context.Services, setup, PlanScope.Declared, token).ConfigureAwait(false);
        var differences = plan.Differences.Where(difference => !HasCheck(difference)).Select(difference => difference.ToString()).ToArray();
        return CheckFinding.Judge(differences, [FormattableString.Invariant($"{plan.Steps.Count} resources compared")], "");
    }

    private static bool HasCheck(SetupDifference difference) => difference.Path.Length == 0 || (difference.Kind, difference.Path) switch
    {
        (SetupResourceKind.Logstore, "shardCount") => true,
        (SetupResourceKind.Logstore, "ttl") => difference is { Actual: int has, Desired: int wanted } && has < wanted,
        (SetupResourceKind.Index, "line") => true,
        (SetupResourceKind.Index, var path) => path.StartsWith("keys.", StringComparison.Ordinal) && (path.EndsWith(".type", StringComparison.Ordinal) || difference.Actual is null),
        (SetupResourceKind.MachineGroup, "identifyType" or "machineList") => true,
        (SetupResourceKind.LogtailConfig, "inputType" or "logstoreName" or "tag") => true,
        _ => false,
    };
}
