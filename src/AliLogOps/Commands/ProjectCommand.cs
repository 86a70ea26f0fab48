using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Base of the cmdlets for things inside a project.</summary>
public abstract class ProjectCommand : WritingCommand
{
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The project.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";
}
