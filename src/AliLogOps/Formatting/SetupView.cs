using System.Management.Automation;
using System.Management.Automation.Host;
using AliLogOps.Setup;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table views of setups, their differences and their changes. Called by the views.</summary>
public static class SetupView
{
    // change and kind, with the blanks behind them
    private const int Used = 28;

    /// <summary>Which setup rows belong to.</summary>
    public static string Group(PSObject row)
    {
        var environment = Text(row, nameof(SetupDifference.EnvironmentName));
        var project = Text(row, nameof(SetupDifference.ProjectName));
        return environment.Length > 0 ? $"{environment} ({project})" : project;
    }

    /// <summary>The resource, what differs in it, and what stands in the way.</summary>
    public static string Difference(PSObject row, PSHost host)
    {
        if (row?.BaseObject is not SetupDifference difference)
        {
            return "";
        }

        var text = difference.Path.Length > 0
            ? new PropertyDifference(difference.Path, difference.Actual, difference.Desired).ToString()
            : difference.Change switch
            {
                ResourceChange.Created => "does not exist",
                ResourceChange.Removed => "not declared any more",
                _ => "not declared",
            };
        text = $"{difference.ResourceName}: {text}{(difference.DestroysData ? " (loses logs)" : "")}";
        return WrappedText.Fit(difference.Obstacle is null ? text : $"{text}\n→ {difference.Obstacle}", host, Used);
    }

    /// <summary>The resource, and what was changed in it.</summary>
    public static string Change(PSObject row, PSHost host) => row?.BaseObject is SetupChange change
        ? WrappedText.Fit(change.Differences.Count > 0 ? $"{change.ResourceName}: {string.Join("; ", change.Differences)}" : change.ResourceName, host, Used)
        : "";

    /// <summary>How much a setup declares.</summary>
    public static string Size(PSObject row) => row?.BaseObject is LogSetup setup
        ? FormattableString.Invariant($"{setup.Logstores.Count} logstores, {setup.MachineGroups.Count} groups, {setup.LogtailConfigs.Count} configs")
        : "";

    /// <summary>Values of environments, one a line.</summary>
    public static string Values(PSObject row) => row?.BaseObject is EnvironmentDifference difference
        ? string.Join('\n', difference.Values.Select(value => $"{value.Key}: {value.Value ?? "(none)"}"))
        : "";

    private static string Text(PSObject row, string name) => row?.Properties[name]?.Value as string ?? "";
}
