using System.Management.Automation;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Commands;

/// <summary>Compare-AliLogSetup: tells everything in which the service is not as the setup wants it; the plan of Set-AliLogSetup. Nothing is sent but reads.</summary>
[Cmdlet(VerbsData.Compare, "AliLogSetup")]
[OutputType(typeof(SetupDifference))]
public sealed class CompareAliLogSetupCommand : SetupCommand
{
    [Parameter]
    public SwitchParameter IncludeUndeclared { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var plan in MakePlans(IncludeUndeclared ? PlanScope.Undeclared : PlanScope.Declared))
        {
            WriteObject(plan.Differences, enumerateCollection: true);
        }

        base.EndProcessing();
    }
}
