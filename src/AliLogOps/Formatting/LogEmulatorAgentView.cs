using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table view of stand-in agents. Called by the view.</summary>
public static class LogEmulatorAgentView
{
    /// <summary>Local time of the last heartbeat, or <c>never</c>.</summary>
    public static string Heartbeat(PSObject agent) =>
        agent?.Properties[nameof(LogEmulatorAgent.LastHeartbeatTime)]?.Value is DateTimeOffset time ? time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture) : "never";

    /// <summary>How many lines were dropped, with the tags nobody wants: what a wrong tag on one side looks like.</summary>
    public static string Dropped(PSObject agent)
    {
        if (agent?.BaseObject is not LogEmulatorAgent known)
        {
            return "";
        }

        var tags = known.DroppedByTag.OrderByDescending(tag => tag.Value).Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key} {tag.Value}"));
        var reasons = string.Join(", ", tags);
        return known.Dropped.ToString(CultureInfo.InvariantCulture) + (reasons.Length > 0 ? $" (tag {reasons})" : "");
    }
}
