using AliLogOps.Client;

namespace AliLogOps.Setup.Checklist;

/// <summary>The machine groups, and what they know their machines by.</summary>
internal static class MachineGroupChecks
{
    public const string Exists = "group.exists";
    public const string Identifier = "group.identifier";

    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        new(Exists, "Every machine group exists",
            "Configs reach machines by way of their group.",
            "Create what is missing with Set-AliLogSetup.",
            LookAtExistence)
        {
            After = [ProjectChecks.Exists],
        },
        new(Identifier, "Groups know their machines",
            "A machine joins a group by its identifier or address alone, byte for byte; otherwise it stays unseen.",
            "Correct the group with Set-AliLogSetup, or the file user_defined_id on the machines.",
            LookAtIdentifiers)
        {
            After = [Exists],
        },
    ];

    private static async Task<CheckFinding> LookAtExistence(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.MachineGroups)
        {
            try
            {
                good.Add((await context.GroupAsync(spec.MachineGroupName, token).ConfigureAwait(false)).MachineGroupName);
            }
            catch (LogServiceException problem) when (problem.MissingResource == MissingResource.MachineGroup)
            {
                bad.Add($"{spec.MachineGroupName} does not exist");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no machine group.");
    }

    private static async Task<CheckFinding> LookAtIdentifiers(CheckContext context, CancellationToken token)
    {
        var (bad, good) = (new List<string>(), new List<string>());
        foreach (var spec in context.Setup.MachineGroups)
        {
            var group = await context.GroupAsync(spec.MachineGroupName, token).ConfigureAwait(false);
            if (spec.IdentifyType is { } type && !string.Equals(group.IdentifyType, type, StringComparison.OrdinalIgnoreCase))
            {
                bad.Add($"{group.MachineGroupName} goes by {group.IdentifyType}, not by {type}");
            }
            else if (spec.MachineList is { } list && !list.ToHashSet(StringComparer.Ordinal).SetEquals(group.MachineList))
            {
                bad.Add($"{group.MachineGroupName} lists {string.Join(", ", group.MachineList)}, not {string.Join(", ", list)}");
            }
            else
            {
                good.Add($"{group.MachineGroupName}: {string.Join(", ", group.MachineList)}");
            }
        }

        return CheckFinding.Judge(bad, good, "The definition names no machine group.");
    }
}
