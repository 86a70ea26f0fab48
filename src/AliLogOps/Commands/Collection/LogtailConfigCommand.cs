using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>What New- and Set-AliLogtailConfig share: one parameter set for each kind of input.</summary>
public abstract class LogtailConfigCommand : ProjectCommand
{
    internal const string SyslogSet = "Syslog";
    internal const string SimpleSet = "Simple";
    internal const string RegexSet = "Regex";
    internal const string DelimiterSet = "Delimiter";
    internal const string JsonSet = "Json";
    internal const string PluginSet = "Plugin";
    internal const string PipelineSet = "Pipeline";
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

    [Parameter(Mandatory = true, ParameterSetName = SyslogSet, HelpMessage = "The input is Logtail's listener for lines that rsyslog sends.")]
    public SwitchParameter Syslog { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = SyslogSet, HelpMessage = "The tag that the lines carry; it must be the one in the rsyslog template.")]
    [ValidateTag]
    public string? Tag { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = SimpleSet, HelpMessage = "Lines of files, as they are.")]
    public SwitchParameter Simple { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RegexSet, HelpMessage = "A regular expression with one group for each field.")]
    [ValidateNotNullOrEmpty]
    public string? Regex { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = DelimiterSet, HelpMessage = "What stands between the fields of a line, 1 to 3 characters.")]
    [ValidateNotNullOrEmpty]
    public string? Delimiter { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = JsonSet, HelpMessage = "One JSON object a line.")]
    public SwitchParameter Json { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = PluginSet, HelpMessage = "The agent's plugins: a table with inputs, processors and so on.")]
    [InputDetailTransformation]
    [ValidateNotNull]
    public IDictionary? Plugin { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = PipelineSet, HelpMessage = "A config of the newer form: a table with inputs, processors, flushers and so on.")]
    [InputDetailTransformation]
    [ValidateNotNull]
    public IDictionary? Pipeline { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RegexSet, HelpMessage = "The fields, in the order of the groups.")]
    [Parameter(Mandatory = true, ParameterSetName = DelimiterSet, HelpMessage = "The fields, in their order.")]
    [ValidateNotNullOrEmpty]
    public string[] Field { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = SimpleSet, HelpMessage = "The folder the files are in.")]
    [Parameter(Mandatory = true, ParameterSetName = RegexSet, HelpMessage = "The folder the files are in.")]
    [Parameter(Mandatory = true, ParameterSetName = DelimiterSet, HelpMessage = "The folder the files are in.")]
    [Parameter(Mandatory = true, ParameterSetName = JsonSet, HelpMessage = "The folder the files are in.")]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = SimpleSet, HelpMessage = "The names of the files, with * and ?.")]
    [Parameter(Mandatory = true, ParameterSetName = RegexSet, HelpMessage = "The names of the files, with * and ?.")]
    [Parameter(Mandatory = true, ParameterSetName = DelimiterSet, HelpMessage = "The names of the files, with * and ?.")]
    [Parameter(Mandatory = true, ParameterSetName = JsonSet, HelpMessage = "The names of the files, with * and ?.")]
    [ValidateNotNullOrEmpty]
    public string? FilePattern { get; set; }

    [Parameter(ParameterSetName = SimpleSet)]
    [Parameter(ParameterSetName = RegexSet)]
    [ValidateNotNullOrEmpty]
    public string? BeginPattern { get; set; }

    [Parameter(ParameterSetName = DelimiterSet)]
    public char Quote { get; set; }

    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeKey { get; set; }

    [Parameter(ParameterSetName = RegexSet)]
    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeFormat { get; set; }

    [Parameter(ParameterSetName = SimpleSet)]
    [Parameter(ParameterSetName = RegexSet)]
    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [ValidateNotNullOrEmpty]
    public string? TopicFormat { get; set; }

    [Parameter(ParameterSetName = SimpleSet)]
    [Parameter(ParameterSetName = RegexSet)]
    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [ValidateSet("utf8", "gbk")]
    public string? FileEncoding { get; set; }

    [Parameter(ParameterSetName = SimpleSet)]
    [Parameter(ParameterSetName = RegexSet)]
    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    [ValidateRange(0, 1000)]
    public int MaxDepth { get; set; }

    [Parameter(ParameterSetName = SimpleSet)]
    [Parameter(ParameterSetName = RegexSet)]
    [Parameter(ParameterSetName = DelimiterSet)]
    [Parameter(ParameterSetName = JsonSet)]
    public SwitchParameter KeepUnmatched { get; set; }

    [Parameter]
    [ValidateNotNull]
    public string? LogSample { get; set; }

    /// <summary>What the parameters ask for; what cannot work ends the command before anything is sent.</summary>
    private protected LogtailConfigSpec ToSpec(string name, string? logstoreName, string? inputType, IDictionary? inputDetail)
    {
        IReadOnlyDictionary<string, object?>? detail = null;
        try
        {
            detail = CreateDetail(inputDetail as IReadOnlyDictionary<string, object?>);
        }
        catch (ArgumentException problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(problem, $"{ProjectName}/{name}"));
        }

        return new LogtailConfigSpec
        {
            ProjectName = ProjectName,
            LogtailConfigName = name,
            LogstoreName = logstoreName,
            InputType = ParameterSetName switch
            {
                SyslogSet => "syslog",
                PluginSet => "plugin",
                PipelineSet => LogtailConfig.PipelineType,
                DetailSet => inputType,
                _ => "file",
            },
            InputDetail = detail,
            LogSample = LogSample,
        };
    }

    private IReadOnlyDictionary<string, object?>? CreateDetail(IReadOnlyDictionary<string, object?>? given) => ParameterSetName switch
    {
        SyslogSet => new Dictionary<string, object?>(StringComparer.Ordinal) { ["tag"] = Tag },
        SimpleSet => LogtailInput.Simple(Files(), BeginPattern),
        RegexSet => LogtailInput.FullRegex(Files(), Regex!, Field, BeginPattern, TimeFormat),
        DelimiterSet => LogtailInput.Delimiter(Files(), Delimiter!, Field, IfBound(nameof(Quote), Quote), TimeKey, TimeFormat),
        JsonSet => LogtailInput.Json(Files(), TimeKey, TimeFormat),
        PluginSet => LogtailInput.Plugin((IReadOnlyDictionary<string, object?>)Plugin!),
        PipelineSet => LogtailInput.Pipeline((IReadOnlyDictionary<string, object?>)Pipeline!, LogService.Endpoint.Host, LogService.Endpoint.Region),
        _ => given,
    };

    private FileInput Files() => new()
    {
        LogPath = LogPath!,
        FilePattern = FilePattern!,
        TopicFormat = TopicFormat,
        FileEncoding = FileEncoding,
        MaxDepth = IfBound(nameof(MaxDepth), MaxDepth),
        KeepUnmatched = IfBound(nameof(KeepUnmatched), KeepUnmatched),
    };
}
