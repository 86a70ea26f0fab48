using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Definition;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Commands;

/// <summary>
/// Compare-AliLogEnvironment: puts environments side by side, as the service has them, and tells where they are not alike. With
/// -Definition the definitions are compared and the service is not asked.
/// </summary>
[Cmdlet(VerbsData.Compare, "AliLogEnvironment")]
[OutputType(typeof(EnvironmentDifference))]
public sealed class CompareAliLogEnvironmentCommand : SetupCommand
{
    [Parameter]
    public SwitchParameter Definition { get; set; }

    [Parameter]
    public SwitchParameter IncludeAllowed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var compared = new List<LogSetup>();
        foreach (var setup in Setups)
        {
            if (Definition)
            {
                compared.Add(setup);
            }
            else if (TryWait(setup.ProjectName, token => SetupSnapshot.ReadAsync(LogService, setup.ProjectName, setup.EnvironmentName, token), out var actual))
            {
                compared.Add(actual);
            }
            else
            {
                // an environment that cannot be read would make everything differ
                return;
            }
        }

        try
        {
            var allowed = Setups.SelectMany(setup => setup.AllowedDifferences).Distinct(StringComparer.Ordinal).ToArray();
            WriteObject(EnvironmentComparison.Compare(compared, allowed).Where(difference => IncludeAllowed || !difference.IsAllowed), enumerateCollection: true);
        }
        catch (ArgumentException problem)
        {
            WriteError(ErrorRecords.InvalidArgument(problem, null));
        }

        base.EndProcessing();
    }
}
