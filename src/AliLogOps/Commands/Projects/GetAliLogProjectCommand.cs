using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets projects by name, or lists those whose names match.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogProject", SupportsPaging = true)]
[OutputType(typeof(LogProject))]
public sealed class GetAliLogProjectCommand : AliLogCommand
{
    private PageWindow? _window;

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
        if (_window is null)
        {
            _window = new PageWindow(PagingParameters);
            if (PagingParameters.IncludeTotalCount)
            {
                // the service counts before the names are matched, so its number would be another one
                WriteObject(PagingParameters.NewTotalCount(0, 0.0));
            }
        }

        foreach (var pattern in NamePattern.From(Name))
        {
            if (!pattern.IsPlain)
            {
                ForEachItem(pattern.Text, token => LogService.ListProjectsAsync(pattern.Hint, token), project =>
                {
                    if (pattern.Matches(project.ProjectName) && _window.Takes())
                    {
                        WriteObject(project);
                    }

                    return !_window.IsOver;
                });
            }
            else if (_window.Takes())
            {
                WriteItem(pattern.Text, token => LogService.GetProjectAsync(pattern.Text, token));
            }
        }
    }
}
