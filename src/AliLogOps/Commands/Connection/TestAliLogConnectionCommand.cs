using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup.Connections;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Test-AliLogConnection: is the service there, who asks, does the clock agree, what may be done; a row with a remedy for each.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AliLogConnection")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestAliLogConnectionCommand : AliLogCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? ProjectName { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string? LogstoreName { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var checks = new ConnectionChecks(LogService, ActiveConnection.Sts, ProjectName, ProjectName is null ? null : LogstoreName);
        var failed = false;
        var ended = ForEachItem(ActiveConnection.ToString(), checks.RunAsync, result =>
        {
            failed |= result.Status == CheckStatus.Fail;
            if (!Quiet)
            {
                WriteObject(result);
            }
        });
        if (Quiet && ended)
        {
            WriteObject(!failed);
        }
    }
}
