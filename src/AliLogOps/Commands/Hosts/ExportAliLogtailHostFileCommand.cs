using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Commands;

/// <summary>Writes the files a host needs to have its logs collected: into an image folder, or as a Packer or cloud-init recipe.</summary>
[Cmdlet(VerbsData.Export, "AliLogtailHostFile", SupportsShouldProcess = true, DefaultParameterSetName = FilesSet)]
[OutputType(typeof(HostFileResult))]
public sealed class ExportAliLogtailHostFileCommand : HostFileCommand
{
    private const string FilesSet = "Files";
    private const string RecipeSet = "Recipe";

    [Parameter(
        Mandatory = true,
        Position = 0,
        HelpMessage = "The host's root folder, / for this machine itself; with -Recipe the recipe's file.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = RecipeSet, HelpMessage = "PackerJson, PackerHcl or CloudInit.")]
    public HostRecipe Recipe { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RecipeSet, HelpMessage = "The region the agent reports to.")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidatePattern("^[a-z]{2}(-[a-z0-9]+)+$")]
    public string Region { get; set; } = "";

    [Parameter(ParameterSetName = RecipeSet)]
    [ValidateNotNullOrEmpty]
    public string SourceFolder { get; set; } = "files";

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Export(HostFileOptions options)
    {
        var target = GetUnresolvedProviderPathFromPSPath(Path);
        if (ParameterSetName == RecipeSet)
        {
            Write(HostRecipes.Create(Recipe, options, Region, SourceFolder, target), replaces: true);
            return;
        }

        var parameters = HostLayout.Below(target, HostLayout.ParameterFile);
        options = options with { ExistingParameters = File.Exists(parameters) ? File.ReadAllText(parameters) : null };
        foreach (var file in HostFileSet.Create(options))
        {
            // merging keeps every key that is not ours, so it replaces nothing
            Write(HostFileChange.Compare(file, target), replaces: file.Kind != HostFileKind.AgentParameters);
        }
    }

    private void Write(HostFileChange change, bool replaces)
    {
        if (change.State == HostFileState.Different && replaces && !Force)
        {
            WriteError(ErrorRecords.Create(
                new IOException($"{change.Target} exists with another content."),
                "AliLog.HostFileExists",
                ErrorCategory.ResourceExists,
                change.Target,
                $"{change.Target} exists with another content:\n{string.Join('\n', change.Diff)}",
                "Look at the lines above; to replace the file, run the command again with -Force."));
            return;
        }

        var action = change.State == HostFileState.Missing ? "Create" : "Replace " + string.Join(" | ", change.Diff.Take(6));
        if (change.State == HostFileState.Same)
        {
            WriteObject(new HostFileResult(change));
        }
        else if (ShouldProcess(change.Target, action))
        {
            try
            {
                change.Apply();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.Create(problem, "AliLog.HostFileNotWritten", ErrorCategory.WriteError, change.Target, problem.Message, "Give this user the right to write there, or choose another -Path."));
                return;
            }

            WriteObject(new HostFileResult(change));
        }
    }
}
