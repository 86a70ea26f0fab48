using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets projects by name, or lists those whose names match.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogProject")]
[OutputType(typeof(LogProject))]
public sealed class GetAliLogProjectCommand : AliLogCommand
{
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectName")]
    [NameTransformation]
    [ValidateProjectName(AllowWildcards = true)]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string[]? Name { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var pattern in NamePattern.From(Name))
        {
            if (pattern.IsPlain)
            {
                WriteItem(pattern.Text, token => LogService.GetProjectAsync(pattern.Text, token));
                continue;
            }

            ForEachItem(pattern.Text, token => LogService.ListProjectsAsync(pattern.Hint, token), project =>
            {
                if (pattern.Matches(project.ProjectName))
                {
                    WriteObject(project);
                }
            });
        }
    }
}
