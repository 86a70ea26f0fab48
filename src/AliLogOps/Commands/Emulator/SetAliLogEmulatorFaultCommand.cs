using System.Management.Automation;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Set-AliLogEmulatorFault: makes an emulator fail on demand, moves its clock, delays what it shows, or clears all that.</summary>
[Cmdlet(VerbsCommon.Set, "AliLogEmulatorFault", SupportsShouldProcess = true, DefaultParameterSetName = FaultSet)]
[OutputType(typeof(LogEmulatorFault), ParameterSetName = [FaultSet])]
[OutputType(typeof(LogEmulator), ParameterSetName = [TimeSet, FileSet, ClearSet])]
public sealed class SetAliLogEmulatorFaultCommand : EmulatorAgentCommand
{
    private const string FaultSet = "Fault";
    private const string TimeSet = "Time";
    private const string FileSet = "File";
    private const string ClearSet = "Clear";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FaultSet, HelpMessage = "What happens to the requests that are hit.")]
    public EmulatorFaultEffect Effect { get; set; }

    [Parameter(Position = 1, ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmulatorOperationCompleter))]
    [SupportsWildcards]
    public string[] Operation { get; set; } = [];

    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ClearSet, ValueFromPipelineByPropertyName = true)]
    [Alias("FaultName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmulatorFaultCompleter))]
    public string? Name { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectNameCompleter))]
    public string? ProjectName { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogstoreNameCompleter))]
    public string? LogstoreName { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    public string? Code { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(200, 599)]
    public int Status { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    public string? Message { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [LogSpanTransformation]
    public TimeSpan Delay { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateNotNullOrEmpty]
    public string? Location { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Every { get; set; } = 1;

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0.000001, 1.0)]
    public double Probability { get; set; } = 1;

    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    [Parameter(ParameterSetName = FaultSet)]
    public int Seed { get; set; }

    [Parameter(ParameterSetName = TimeSet)]
    [LogSpanTransformation(AllowNegative = true)]
    public TimeSpan ClockOffset { get; set; }

    [Parameter(ParameterSetName = TimeSet)]
    [LogTimeTransformation]
    public DateTimeOffset ClockFrozenAt { get; set; }

    [Parameter(ParameterSetName = TimeSet)]
    [LogSpanTransformation]
    public TimeSpan SearchDelay { get; set; }

    [Parameter(ParameterSetName = TimeSet)]
    [LogSpanTransformation]
    public TimeSpan CreationDelay { get; set; }

    [Parameter(ParameterSetName = TimeSet)]
    [LogSpanTransformation]
    public TimeSpan IndexDelay { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = FileSet, HelpMessage = "JSON file with faults, clock and delays, in the form of the emulator's --fault-file.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ClearSet, HelpMessage = "Removes all faults and delays and sets the clock right; with -Name, that fault only.")]
    public SwitchParameter Clear { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var emulator = FindEmulator();
        var control = ControlOf(emulator);
        switch (ParameterSetName)
        {
            case FaultSet:
                if (ShouldProcess(emulator.Endpoint, $"Set fault {Effect}") && TryWait(Effect, token => control.SetFaultAsync(Fault(), token), out var fault))
                {
                    WriteObject(new LogEmulatorFault(fault, emulator));
                }

                break;
            case TimeSet:
                Change(emulator, "Set clock and delays", token => SetTimesAsync(control, token));
                break;
            case FileSet:
                var path = GetUnresolvedProviderPathFromPSPath(Path);
                Change(emulator, $"Set faults of {path}", async token => await control.SetDialAsync(await EmulatorDialFile.ReadAsync(path, token).ConfigureAwait(false), token).ConfigureAwait(false));
                break;
            default:
                Change(emulator, Name is null ? "Clear faults" : $"Clear fault {Name}", token => Name is null ? control.ClearDialAsync(token) : control.RemoveFaultAsync(Name, token));
                break;
        }
    }

    private void Change(LogEmulator emulator, string action, Func<CancellationToken, Task> work)
    {
        if (ShouldProcess(emulator.Endpoint, action) && TryWait(emulator.Endpoint, work))
        {
            WriteItem(emulator.Endpoint, emulator.Handle.DescribeAsync);
        }
    }

    private async Task SetTimesAsync(EmulatorClient control, CancellationToken cancellationToken)
    {
        var now = await control.GetDialAsync(cancellationToken).ConfigureAwait(false);
        await control.SetTimesAsync(
            now with
            {
                // a clock that is moved runs again
                ClockOffset = IsBound(nameof(ClockOffset)) ? ClockOffset : now.ClockOffset,
                ClockFrozenAt = IsBound(nameof(ClockFrozenAt)) ? ClockFrozenAt : IsBound(nameof(ClockOffset)) ? null : now.ClockFrozenAt,
                SearchDelay = IsBound(nameof(SearchDelay)) ? SearchDelay : now.SearchDelay,
                CreationDelay = IsBound(nameof(CreationDelay)) ? CreationDelay : now.CreationDelay,
                IndexDelay = IsBound(nameof(IndexDelay)) ? IndexDelay : now.IndexDelay,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private EmulatorFault Fault() => new()
    {
        Name = Name,
        Operations = Operation,
        ProjectName = ProjectName,
        LogstoreName = LogstoreName,
        Effect = Effect,
        Status = IsBound(nameof(Status)) ? Status : null,
        Code = Code,
        Message = Message,
        Delay = IsBound(nameof(Delay)) ? Delay : null,
        Location = Location,
        Skip = Skip,
        Every = Every,
        Probability = Probability,
        Count = IsBound(nameof(Count)) ? Count : null,
        Seed = Seed,
    };

    private bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);
}
