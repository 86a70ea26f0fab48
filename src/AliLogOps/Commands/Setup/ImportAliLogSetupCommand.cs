using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Definitions;
using AliLogOps.Errors;
using AliLogOps.Setup.Definition;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Import-AliLogSetup: reads a definition, psd1 or JSON, and checks it as a whole. Nothing in it is run and the service is not asked.</summary>
[Cmdlet(VerbsData.Import, "AliLogSetup")]
[OutputType(typeof(LogSetup))]
public sealed class ImportAliLogSetupCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The definition, a .psd1 or .json file.")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SetupEnvironmentCompleter))]
    public string[]? Environment { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary? Variable { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TerraformOutputPath { get; set; }

    protected override void ProcessRecord()
    {
        var full = GetUnresolvedProviderPathFromPSPath(Path);
        if (!SetupFile.HasForm(full))
        {
            var message = $"The ending of '{Path}' names no form of definition.";
            WriteError(ErrorRecords.Create(new ArgumentException(message), "AliLog.SetupFormUnknown", ErrorCategory.InvalidArgument, Path, message, "Give a .psd1 or a .json file."));
            return;
        }

        try
        {
            var (root, mistakes) = SetupFile.Read(full, Path);
            WriteObject(SetupLoader.Load(root, full, Environment, ReadVariables(), mistakes), enumerateCollection: true);
        }
        catch (SetupDefinitionException problem)
        {
            // terminating: what follows in the script must not run with a part of a definition
            ThrowTerminatingError(ErrorRecords.Create(problem, "AliLog.SetupInvalid", ErrorCategory.InvalidData, Path, problem.Message, "Correct every place that is named and run the command again."));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            ThrowTerminatingError(ErrorRecords.Unreadable(problem, "AliLog.SetupNotReadable", Path, "Check the path and the rights on the file."));
        }
    }

    private Dictionary<string, string> ReadVariables()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (TerraformOutputPath is not null)
        {
            foreach (var (name, value) in TerraformOutput.Read(File.ReadAllText(GetUnresolvedProviderPathFromPSPath(TerraformOutputPath))))
            {
                values[name] = value;
            }
        }

        foreach (var (name, value) in Variable is null ? [] : PlainValues.Pairs(Variable))
        {
            values[name] = Convert.ToString(PlainValues.Unwrap(value), CultureInfo.InvariantCulture) ?? "";
        }

        return values;
    }
}
