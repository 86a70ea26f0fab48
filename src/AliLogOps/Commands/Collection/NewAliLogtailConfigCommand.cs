using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Creates Logtail configs: what the agents collect, and to which logstore it goes.</summary>
[Cmdlet(VerbsCommon.New, "AliLogtailConfig", SupportsShouldProcess = true, DefaultParameterSetName = SyslogSet)]
[OutputType(typeof(LogtailConfig))]
public sealed class NewAliLogtailConfigCommand : LogtailConfigCommand
{
    [Parameter(
        Mandatory = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The logstore that the logs go to.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string LogstoreName { get; set; } = "";

    [Parameter(
        Mandatory = true,
        ParameterSetName = DetailSet,
        HelpMessage = "The input: file, plugin, syslog or streamlog.")]
    [ValidateSet("file", "plugin", "syslog", "streamlog")]
    public string? InputType { get; set; }

    [Parameter(
        Mandatory = true,
        ParameterSetName = DetailSet,
        HelpMessage = "Members of the input under the service's own names, for example @{ logType = 'json_log'; logPath = '/var/log/app'; filePattern = '*.log' }.")]
    [InputDetailTransformation]
    [ValidateNotNull]
    public IDictionary? InputDetail { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var config = LogtailConfigConverger.Predict(ToSpec(name, LogstoreName, InputType, InputDetail));
            Create("Logtail config", config, token => LogService.CreateLogtailConfigAsync(config, token), token => LogService.GetLogtailConfigAsync(config.ProjectName, name, config.IsPipeline, token));
        }
    }
}
