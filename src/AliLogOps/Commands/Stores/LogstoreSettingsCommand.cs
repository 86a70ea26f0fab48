using System.Management.Automation;
using AliLogOps.Completers;
using AliLogOps.Setup;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>The settings that New- and Set-AliLogStore share. Only what the caller gives is looked at.</summary>
public abstract class LogstoreSettingsCommand : ProjectCommand
{
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Name of the logstore: 3 to 63 of a-z, 0-9, '-' and '_'.")]
    [Alias("LogstoreName")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateRange(1, 3650)]
    public int TtlDays { get; set; }

    [Parameter]
    [ValidateRange(1, 256)]
    public int ShardCount { get; set; }

    [Parameter]
    public SwitchParameter AutoSplit { get; set; }

    [Parameter]
    [ValidateRange(1, 256)]
    public int MaxSplitShard { get; set; }

    [Parameter]
    public SwitchParameter AppendMeta { get; set; }

    [Parameter]
    public SwitchParameter EnableTracking { get; set; }

    [Parameter]
    [ValidateSet("standard", "query")]
    public string? Mode { get; set; }

    [Parameter]
    [ValidateRange(-1, 3650)]
    public int HotTtlDays { get; set; }

    private protected LogstoreSpec ToSpec(string name) => new()
    {
        ProjectName = ProjectName,
        LogstoreName = name,
        TtlDays = IfBound(nameof(TtlDays), TtlDays),
        ShardCount = IfBound(nameof(ShardCount), ShardCount),
        AutoSplit = IfBound(nameof(AutoSplit), AutoSplit),
        MaxSplitShard = IfBound(nameof(MaxSplitShard), MaxSplitShard),
        AppendMeta = IfBound(nameof(AppendMeta), AppendMeta),
        EnableTracking = IfBound(nameof(EnableTracking), EnableTracking),
        Mode = Mode,
        HotTtlDays = IfBound(nameof(HotTtlDays), HotTtlDays),
    };
}
