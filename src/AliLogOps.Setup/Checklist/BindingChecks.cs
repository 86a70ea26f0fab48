using AliLogOps.Client;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Setup.Checklist;

/// <summary>Configs applied to groups, seen from both ends.</summary>
internal static class BindingChecks
{
    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new("binding.applied", "Configs are applied, from both ends",
            "A config that is applied to no group reaches no machine.",
            "Apply it with Set-AliLogSetup; agents fetch it on their next poll.",
            LookAtBindings)
        {
            After = [ConfigChecks.Exists, MachineGroupChecks.Exists],
        },
        new("binding.one-tag", "One config for a tag in each group",
            "An agent that finds two configs for a tag takes one of them by chance.",
            "Take one of the two from the group with Remove-AliMachineGroupBinding, or give each its own tag.",
            LookAtTags)
        {
            After = ["binding.applied"],
        },
    ];

    private static async Task<CheckFinding> LookAtBindings(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var binding in context.Setup.Bindings)
        {
            var byGroup = await context.Log.ListAppliedConfigsAsync(context.ProjectName, binding.MachineGroupName, token).ConfigureAwait(false);
            var byConfig = await context.Log.ListAppliedMachineGroupsAsync(context.ProjectName, binding.LogtailConfigName, token).ConfigureAwait(false);
            var (fromGroup, fromConfig) = (byGroup.Contains(binding.LogtailConfigName, StringComparer.Ordinal), byConfig.Contains(binding.MachineGroupName, StringComparer.Ordinal));
            if (fromGroup && fromConfig)
            {
                good.Add(BindingName.Of(binding));
            }
            else
            {
                bad.Add(fromGroup || fromConfig
                    ? $"{BindingName.Of(binding)} shows at the {(fromGroup ? "group" : "config")} only"
                    : $"{binding.LogtailConfigName} is not applied to {binding.MachineGroupName}");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition applies no config.");
    }

    private static async Task<CheckFinding> LookAtTags(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var group in context.Setup.MachineGroups)
        {
            var tags = new List<(string Tag, string Config)>();
            foreach (var name in await context.Log.ListAppliedConfigsAsync(context.ProjectName, group.MachineGroupName, token).ConfigureAwait(false))
            {
                if (await TagOfAsync(context, name, token).ConfigureAwait(false) is { } tag)
                {
                    tags.Add((tag, name));
                }
            }

            var same = tags.GroupBy(item => item.Tag, StringComparer.Ordinal).Where(items => items.Count() > 1).ToArray();
            bad.AddRange(same.Select(items => $"{group.MachineGroupName} has {string.Join(" and ", items.Select(item => item.Config))} for the tag '{items.Key}'"));
            good.Add($"{group.MachineGroupName}: {(tags.Count == 0 ? "no tags" : string.Join(", ", tags.Select(item => item.Tag)))}");
        }

        return CheckFinding.Judge(bad, good, "The definition names no machine group.");
    }

    // a config of the pipeline form is not found at the older address, and has no tag
    private static async Task<string?> TagOfAsync(CheckContext context, string name, CancellationToken token) =>
        (await Existing.OrNullAsync(context.Log.GetLogtailConfigAsync(context.ProjectName, name, token), MissingResource.LogtailConfig).ConfigureAwait(false))?.Tag;
}
