using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Brings Logtail configs to a desired state: creates what is missing, changes what differs, keeps what is not named.</summary>
[Cmdlet(VerbsCommon.Set, "AliLogtailConfig", SupportsShouldProcess = true, DefaultParameterSetName = DetailSet)]
[OutputType(typeof(LogtailConfig))]
public sealed class SetAliLogtailConfigCommand : LogtailConfigCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string? LogstoreName { get; set; }

    [Parameter(ParameterSetName = DetailSet)]
    [ValidateSet("file", "plugin", "syslog", "streamlog")]
    public string? InputType { get; set; }

    [Parameter(ParameterSetName = DetailSet)]
    [InputDetailTransformation]
    [ValidateNotNull]
    public IDictionary? InputDetail { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var spec = ToSpec(name, LogstoreName, InputType, InputDetail);
            Converge($"{ProjectName}/{name}", token => LogtailConfigConverger.PlanAsync(LogService, spec, IsWhatIf, token));
        }
    }
}
