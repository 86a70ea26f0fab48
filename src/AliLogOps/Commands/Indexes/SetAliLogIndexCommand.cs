using System.Collections;
using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Brings the index of logstores to a desired state. Fields that are not named stay indexed unless -Exact is given.</summary>
[Cmdlet(VerbsCommon.Set, "AliLogIndex", SupportsShouldProcess = true)]
[OutputType(typeof(LogIndex))]
public sealed class SetAliLogIndexCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The logstore.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] LogstoreName { get; set; } = [];

    [Parameter]
    public SwitchParameter FullText { get; set; }

    [Parameter]
    [IndexKeyTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(FieldNameCompleter))]
    public IDictionary? Key { get; set; }

    [Parameter]
    public SwitchParameter Exact { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Chinese { get; set; }

    [Parameter]
    [ValidateDelimiter]
    [AllowEmptyCollection]
    public string[]? Token { get; set; }

    [Parameter]
    [ValidateRange(64, 16384)]
    public int MaxTextLength { get; set; }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!IsBound(nameof(FullText)) && Key is null && !IsBound(nameof(MaxTextLength)))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("Nothing says what the index should be. Give -FullText, -Key or both (or -MaxTextLength for an index that exists)."), null, "NothingToSet"));
        }
    }

    protected override void ProcessRecord()
    {
        foreach (var logstore in LogstoreName)
        {
            var spec = ToSpec(logstore);
            Converge($"{ProjectName}/{logstore}/index", token => IndexConverger.PlanAsync(LogService, spec, IsWhatIf, token));
        }
    }

    private IndexSpec ToSpec(string logstore) => new()
    {
        ProjectName = ProjectName,
        LogstoreName = logstore,
        FullText = IfBound(nameof(FullText), FullText),
        Line = new IndexLineSpec
        {
            Token = Token,
            CaseSensitive = IfBound(nameof(CaseSensitive), CaseSensitive),
            Chinese = IfBound(nameof(Chinese), Chinese),
        },
        Keys = Key?.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => WithCommon((IndexKeySpec)entry.Value!), StringComparer.Ordinal),
        Exact = Exact,
        MaxTextLength = IfBound(nameof(MaxTextLength), MaxTextLength),
    };

    // the switches hold for full text and for every field that does not say otherwise itself
    private IndexKeySpec WithCommon(IndexKeySpec key) => key with
    {
        Token = key.Token ?? Token,
        CaseSensitive = key.CaseSensitive ?? IfBound(nameof(CaseSensitive), CaseSensitive),
        Chinese = key.Chinese ?? IfBound(nameof(Chinese), Chinese),
    };
}
