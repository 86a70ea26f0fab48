using System.Management.Automation;
using System.Management.Automation.Host;

namespace AliLogOps.Formatting;

/// <summary>The columns of the table view of checks. Called by the view.</summary>
public static class CheckView
{
    // id and status, with the blanks behind them
    private const int Used = 34;

    /// <summary>What must be true and what was found; of what does not hold also what to do, and what was otherwise before.</summary>
    public static string Finding(PSObject row, PSHost host)
    {
        if (row?.BaseObject is not CheckResult check)
        {
            return "";
        }

        var text = check.Evidence.Length > 0 ? $"{check.Check}: {check.Evidence}" : check.Check;
        if (check.Status is CheckStatus.Fail or CheckStatus.Warning && check.Remedy.Length > 0)
        {
            text += $"\n→ {check.Remedy}";
        }

        if (check.Since.Length > 0)
        {
            text += $"\n({check.Since})";
        }

        return WrappedText.Fit(text, host, Used);
    }
}
