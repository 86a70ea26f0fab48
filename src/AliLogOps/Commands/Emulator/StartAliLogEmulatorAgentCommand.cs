using System.Management.Automation;
using System.Net;
using AliLogOps.Completers;
using AliLogOps.Client;
using AliLogOps.Errors;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Start-AliLogEmulatorAgent: adds stand-in Logtail agents, or starts stopped ones again with what is changed.</summary>
[Cmdlet(VerbsLifecycle.Start, "AliLogEmulatorAgent", SupportsShouldProcess = true)]
[OutputType(typeof(LogEmulatorAgent))]
public sealed class StartAliLogEmulatorAgentCommand : EmulatorAgentCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of the hosts the agents play.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EmulatorAgentCompleter))]
    public string[] HostName { get; set; } = [];

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Identifier { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public IPAddress? IPAddress { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("StreamLogPort")]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public IPAddress? StreamLogAddress { get; set; }

    [Parameter]
    public SwitchParameter StreamLogClosed { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan HeartbeatInterval { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan PollInterval { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan BatchInterval { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var emulator = FindEmulator();
        if (HostName.Length > 1 && (Port != 0 || IPAddress is not null))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                new ArgumentException("Several agents cannot share one port or one address. Leave -Port and -IPAddress out, or start the agents one by one."), HostName));
        }

        foreach (var host in HostName)
        {
            if (ShouldProcess(host, "Start stand-in agent") && TryWait(host, token => StartAsync(ControlOf(emulator), host, token), out var agent))
            {
                WriteAgent(agent, emulator);
                if (agent.ListenError is { Length: > 0 } reason)
                {
                    WriteWarning($"The agent of {host} runs but does not listen for syslog streams: {reason}.");
                }
            }
        }
    }

    private async Task<EmulatorAgent> StartAsync(EmulatorClient control, string host, CancellationToken cancellationToken)
    {
        EmulatorAgent known;
        try
        {
            known = await control.GetAgentAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException problem) when (problem.Kind == ErrorKind.NotFound)
        {
            return await control.AddAgentAsync(host, Settings(portBefore: null), cancellationToken).ConfigureAwait(false);
        }

        if (known.State.Equals(nameof(EmulatorRunState.Running), StringComparison.OrdinalIgnoreCase))
        {
            throw new LogServiceException($"The agent of {host} is running already.")
            {
                Kind = ErrorKind.AlreadyExists,
                ErrorCode = "AgentAlreadyExist",
                Remedy = "Stop it with Stop-AliLogEmulatorAgent first; settings take effect at the start, as with the real agent.",
            };
        }

        // whoever sends to it keeps the port it had
        await control.UpdateAgentAsync(host, Settings(known.StreamlogPort), cancellationToken).ConfigureAwait(false);
        return await control.StartAgentAsync(host, cancellationToken).ConfigureAwait(false);
    }

    private EmulatorAgentSettings Settings(int? portBefore) => new()
    {
        IPAddress = IPAddress?.ToString(),
        Identifiers = IsBound(nameof(Identifier)) ? Identifier : null,
        StreamlogAddress = StreamLogAddress?.ToString(),
        StreamlogPort = IsBound(nameof(Port)) ? Port : portBefore,
        StreamlogOpen = IsBound(nameof(StreamLogClosed)) ? !StreamLogClosed.IsPresent : null,
        HeartbeatInterval = IsBound(nameof(HeartbeatInterval)) ? HeartbeatInterval : null,
        PollInterval = IsBound(nameof(PollInterval)) ? PollInterval : null,
        BatchInterval = IsBound(nameof(BatchInterval)) ? BatchInterval : null,
    };

    private bool IsBound(string name) => MyInvocation.BoundParameters.ContainsKey(name);
}
