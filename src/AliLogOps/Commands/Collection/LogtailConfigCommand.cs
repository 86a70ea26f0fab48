using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>What New- and Set-AliLogtailConfig share.</summary>
public abstract class LogtailConfigCommand : ProjectCommand
{
    internal const string SyslogSet = "Syslog";
    internal const string DetailSet = "InputDetail";

    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the Logtail config: a-z, 0-9, '-' and '_'.")]
    [Alias("LogtailConfigName")]
    [NameTransformation]
    [ValidateLogtailConfigName]
    [ArgumentCompleter(typeof(LogtailConfigNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(
        Mandatory = true,
        ParameterSetName = SyslogSet,
        HelpMessage = "The input is Logtail's listener for lines that rsyslog sends.")]
    public SwitchParameter Syslog { get; set; }

    [Parameter(
        Mandatory = true,
        ParameterSetName = SyslogSet,
        HelpMessage = "The tag that the lines carry; it must be the one in the rsyslog template.")]
    [ValidateTag]
    public string? Tag { get; set; }

    [Parameter]
    [ValidateNotNull]
    public string? LogSample { get; set; }

    private protected LogtailConfigSpec ToSpec(string name, string? logstoreName, string? inputType, IDictionary? inputDetail) => new()
    {
        ProjectName = ProjectName,
        LogtailConfigName = name,
        LogstoreName = logstoreName,
        InputType = ParameterSetName == SyslogSet ? "syslog" : inputType,
        InputDetail = ParameterSetName == SyslogSet
            ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["tag"] = Tag }
            : inputDetail as Dictionary<string, object?>,
        LogSample = LogSample,
    };
}
