using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Definitions;
using AliLogOps.Errors;
using AliLogOps.Setup.Definition;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Get-AliLogSetup: reads what a project holds as a setup, and with -Path writes the definition of it.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogSetup", SupportsShouldProcess = true)]
[OutputType(typeof(LogSetup))]
public sealed class GetAliLogSetupCommand : AliLogCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The project.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter]
    [ValidatePattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")]
    public string Environment { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        if (path is not null && FindProblem(path) is { } problem)
        {
            WriteError(problem);
            return;
        }

        if (!TryWait(ProjectName, token => SetupSnapshot.ReadAsync(LogService, ProjectName, Environment, token), out var setup))
        {
            return;
        }

        WriteObject(setup);
        if (path is not null && ShouldProcess(path, $"Write the definition of {setup}"))
        {
            Save(setup, path);
        }
    }

    private ErrorRecord? FindProblem(string path)
    {
        if (!SetupFile.HasForm(path))
        {
            var message = $"The ending of '{Path}' names no form of definition.";
            return ErrorRecords.Create(new ArgumentException(message), "AliLog.SetupFormUnknown", ErrorCategory.InvalidArgument, Path, message, "Give a .psd1 or a .json file.");
        }

        if (File.Exists(path) && !Force)
        {
            var message = $"'{path}' exists already.";
            return ErrorRecords.Create(new IOException(message), "AliLog.FileExists", ErrorCategory.ResourceExists, path, message, "Give another -Path, or -Force to replace it.");
        }

        return null;
    }

    private void Save(LogSetup setup, string path)
    {
        var tree = SetupTree.Create(setup);
        try
        {
            File.WriteAllText(path, SetupFile.IsJson(path) ? SetupText.ToJson(tree) : SetupText.ToPsd1(tree));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Create(problem, "AliLog.SetupNotWritten", ErrorCategory.WriteError, path, problem.Message, "Give this user the right to write there, or choose another -Path."));
        }
    }
}
