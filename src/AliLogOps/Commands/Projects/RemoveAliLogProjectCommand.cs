using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Removes projects. One that still holds logstores takes their logs along, so that is asked for apart.</summary>
[Cmdlet(VerbsCommon.Remove, "AliLogProject", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliLogProjectCommand : WritingCommand
{
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the project to remove.")]
    [Alias("ProjectName")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            if (Ask(name, "Remove project", out _) && (Force || MayRemoveContents(name)))
            {
                TryWait(name, token => LogService.DeleteProjectAsync(name, token));
            }
        }
    }

    private bool MayRemoveContents(string name)
    {
        var logstores = new List<string>();
        if (!ForEachItem(name, token => LogService.ListLogstoreNamesAsync(name, cancellationToken: token), logstores.Add))
        {
            return false;
        }

        return logstores.Count == 0 || ShouldContinue(
            $"The project {name} still holds {logstores.Count} logstore(s) with all their logs: {string.Join(", ", logstores.Take(5))}{(logstores.Count > 5 ? ", …" : "")}. Remove it all? (-Force does so without asking.)",
            "Remove a project that is not empty");
    }
}
