using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets Logtail configs by name, or those of a project whose names match, all or for one logstore.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogtailConfig", SupportsPaging = true)]
[OutputType(typeof(LogtailConfig))]
public sealed class GetAliLogtailConfigCommand : ProjectReadCommand
{
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("LogtailConfigName")]
    [NameTransformation]
    [ValidateLogtailConfigName(AllowWildcards = true)]
    [ArgumentCompleter(typeof(LogtailConfigNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string? LogstoreName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsPipeline")]
    public SwitchParameter Pipeline { get; set; }

    protected override void ProcessRecord() => WriteNamed(
        Name,
        (hint, token) => LogService.ListLogtailConfigNamesAsync(ProjectName, Pipeline, hint, LogstoreName, token),
        (name, token) => LogService.GetLogtailConfigAsync(ProjectName, name, Pipeline, token));
}
