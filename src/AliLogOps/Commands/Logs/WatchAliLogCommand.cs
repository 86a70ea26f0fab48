using System.Globalization;
using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Errors;
using AliLogOps.Logs;
using AliLogOps.Transformations;
using AliLogOps.Validation;

namespace AliLogOps.Commands;

/// <summary>Watch-AliLog: logs as they arrive, from any number of logstores, every one once; needs no index.</summary>
[Cmdlet(VerbsCommon.Watch, "AliLog")]
[OutputType(typeof(LogEntry))]
public sealed class WatchAliLogCommand : AliLogCommand
{
    private readonly List<(string ProjectName, string LogstoreName)> _logstores = [];
    private readonly Dictionary<(string, string), LogEntryBuilder> _builders = [];
    private TailStatus? _status;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "The project that holds the logstores.")]
    [NameTransformation]
    [ValidateProjectName]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string ProjectName { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, HelpMessage = "The logstores to follow.")]
    [NameTransformation]
    [ValidateLogstoreName]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string[] LogstoreName { get; set; } = [];

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan Last { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset Start { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan For { get; set; }

    [Parameter]
    [LogTimeTransformation]
    public DateTimeOffset Until { get; set; }

    [Parameter]
    [LogSpanTransformation]
    [ValidateSpan(MinimumSeconds = 0.1)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Refuse(nameof(Last), nameof(Start), "where watching begins");
        Refuse(nameof(For), nameof(Until), "when watching ends");
        if (IsBound(nameof(Until)) && Until <= DateTimeOffset.UtcNow)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException(FormattableString.Invariant($"-Until {Until.ToLocalTime():yyyy-MM-dd HH:mm:sszzz} lies in the past. Give a later time, or a span from now on with -For.")), Until, "InvalidTimeRange"));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _logstores.AddRange(LogstoreName.Select(logstore => (ProjectName, logstore)));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var now = DateTimeOffset.UtcNow;
        var tail = new LogTail(LogService, new LogTailOptions
        {
            Logstores = [.. _logstores.Distinct()],
            From = IsBound(nameof(Last)) ? CursorPosition.At(now - Last) : IsBound(nameof(Start)) ? CursorPosition.At(Start) : CursorPosition.End,
            Until = IsBound(nameof(For)) ? now + For : IsBound(nameof(Until)) ? Until : null,
            PollInterval = PollInterval,
        });
        _status = new TailStatus(new ProgressDisplay(this, "Watching " + string.Join(", ", _logstores.Select(store => store.LogstoreName))));
        try
        {
            ForEachItem("watch", tail.RunAsync, Handle);
        }
        finally
        {
            _status.Complete();
        }

        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void OnWaiting() => _status?.Show();

    private void Handle(LogTailEvent item)
    {
        var target = item.ShardId < 0 ? $"{item.ProjectName}/{item.LogstoreName}" : string.Create(CultureInfo.InvariantCulture, $"{item.ProjectName}/{item.LogstoreName}/{item.ShardId}");
        if (_status!.Note(item, target) is { } warning)
        {
            WriteWarning(warning);
        }

        switch (item.Kind)
        {
            case LogTailEventKind.Logs:
                WriteLogs(item);
                break;
            case LogTailEventKind.Failed:
                WriteError(ErrorRecords.FromService(item.Failure!, target));
                break;
            case LogTailEventKind.Interrupted:
                WriteWarning($"Reading of {target} is interrupted and will go on from the same place: {item.Failure!.Message}");
                break;
            case LogTailEventKind.Gap:
                WriteWarning($"Logs of {target} are no longer kept at the place where reading was; it goes on with the oldest there are. Logs in between were not seen.");
                break;
            case LogTailEventKind.Resumed:
                WriteWarning($"Reading of {target} goes on where it was interrupted.");
                break;
            default:
                WriteVerbose($"{target}: {item.Kind}{(item.Lag is { } lag ? string.Create(CultureInfo.InvariantCulture, $", lag {lag.TotalSeconds:0.0} s") : "")}.");
                break;
        }
    }

    private void WriteLogs(LogTailEvent item)
    {
        if (!_builders.TryGetValue((item.ProjectName, item.LogstoreName), out var builder))
        {
            builder = new LogEntryBuilder(item.ProjectName, item.LogstoreName);
            _builders.Add((item.ProjectName, item.LogstoreName), builder);
        }

        foreach (var group in item.Groups)
        {
            foreach (var log in group.Logs)
            {
                WriteObject(builder.FromItem(group, log, item.ShardId));
            }
        }
    }

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void Refuse(string one, string other, string what)
    {
        if (IsBound(one) && IsBound(other))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(new ArgumentException($"-{one} and -{other} both say {what}. Give one of them."), one, "InvalidTimeRange"));
        }
    }
}
