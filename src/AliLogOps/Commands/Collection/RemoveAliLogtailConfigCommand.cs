using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Removes Logtail configs with their bindings; agents drop them at their next poll.</summary>
[Cmdlet(VerbsCommon.Remove, "AliLogtailConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliLogtailConfigCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the Logtail config to remove.")]
    [Alias("LogtailConfigName")]
    [NameTransformation]
    [ValidateLogtailConfigName]
    [ArgumentCompleter(typeof(LogtailConfigNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsPipeline")]
    public SwitchParameter Pipeline { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Remove($"{ProjectName}/{name}", "Logtail config with its bindings", token => LogService.DeleteLogtailConfigAsync(ProjectName, name, Pipeline, token));
        }
    }
}
