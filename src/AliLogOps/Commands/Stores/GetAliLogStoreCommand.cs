using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Gets logstores by name, or those of a project whose names match.</summary>
[Cmdlet(VerbsCommon.Get, "AliLogStore", SupportsPaging = true)]
[OutputType(typeof(Logstore))]
public sealed class GetAliLogStoreCommand : ProjectReadCommand
{
    [Parameter(
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("LogstoreName")]
    [NameTransformation]
    [ValidateLogstoreName(AllowWildcards = true)]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[]? Name { get; set; }

    protected override void ProcessRecord() => WriteNamed(
        Name,
        (hint, token) => LogService.ListLogstoreNamesAsync(ProjectName, hint, token),
        (name, token) => LogService.GetLogstoreAsync(ProjectName, name, token));
}
