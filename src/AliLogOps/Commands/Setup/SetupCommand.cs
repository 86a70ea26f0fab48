using System.Management.Automation;
using AliLogOps.Errors;
using AliLogOps.Setup.Plan;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets that take setups: collects those of the pipeline, so that environments are worked on side by side.</summary>
public abstract class SetupCommand : WritingCommand
{
    private readonly List<LogSetup> _setups = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "Setups, as Import-AliLogSetup reads them.")]
    [Alias("Setup")]
    [ValidateNotNull]
    public LogSetup[] InputObject { get; set; } = [];

    /// <summary>The setups of the pipeline that belong to the connection's region.</summary>
    private protected IReadOnlyList<LogSetup> Setups => _setups;

    private protected SetupServices Services => new(LogService, Ecs);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var setup in InputObject)
        {
            if (setup.Region is { } region && !string.Equals(region, ActiveConnection.Region, StringComparison.OrdinalIgnoreCase))
            {
                var message = $"The setup {setup} belongs into region {region}, the connection is to {ActiveConnection.Region}.";
                WriteError(ErrorRecords.Create(new InvalidOperationException(message), "AliLog.WrongRegion", ErrorCategory.InvalidArgument, setup, message, $"Connect with Connect-AliLog -Region {region}, or correct Region in the definition."));
            }
            else
            {
                _setups.Add(setup);
            }
        }
    }

    /// <summary>Plans of all setups, made side by side; a setup that cannot be read is an error and has none.</summary>
    private protected IReadOnlyList<SetupPlan> MakePlans(PlanScope scope)
    {
        var plans = new List<SetupPlan>();
        var services = Services;
        var running = _setups.Select(setup => (Setup: setup, Task: new Lazy<Task<SetupPlan>>(() => SetupPlanner.PlanAsync(services, setup, scope, StopToken)))).ToArray();
        foreach (var (setup, task) in running)
        {
            if (TryWait(setup.ProjectName, token =>
            {
                // all are begun inside the first wait, where their request lines reach the verbose stream
                foreach (var other in running)
                {
                    _ = other.Task.Value;
                }

                return task.Value;
            }, out var plan))
            {
                plans.Add(plan);
            }
        }

        return plans;
    }
}
