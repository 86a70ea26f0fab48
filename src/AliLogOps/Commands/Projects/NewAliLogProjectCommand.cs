using System.Management.Automation;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Creates projects.</summary>
[Cmdlet(VerbsCommon.New, "AliLogProject", SupportsShouldProcess = true)]
[OutputType(typeof(LogProject))]
public sealed class NewAliLogProjectCommand : WritingCommand
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
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public string Description { get; set; } = "";

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var predicted = ProjectConverger.Predict(new ProjectSpec { ProjectName = name, Description = Description }) with { Region = ActiveConnection.Region };
            Create("project", predicted, token => LogService.CreateProjectAsync(name, Description, token), token => LogService.GetProjectAsync(name, token));
        }
    }
}
