using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Brings projects to a desired state: creates what is missing, changes what differs, leaves the rest alone.</summary>
[Cmdlet(VerbsCommon.Set, "AliLogProject", SupportsShouldProcess = true)]
[OutputType(typeof(LogProject))]
public sealed class SetAliLogProjectCommand : WritingCommand
{
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the project: 3 to 63 of a-z, 0-9 and '-'.")]
    [Alias("ProjectName")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public string? Description { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var spec = new ProjectSpec { ProjectName = name, Description = Description };
            Converge(name, token => ProjectConverger.PlanAsync(LogService, spec, token));
        }
    }
}
