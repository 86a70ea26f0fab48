using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>Start-AliLogEmulator: a Log Service on this machine, with a key pair of its own, that ends with this process at the latest.</summary>
[Cmdlet(VerbsLifecycle.Start, "AliLogEmulator", SupportsShouldProcess = true)]
[OutputType(typeof(LogEmulator))]
public sealed class StartAliLogEmulatorCommand : CancellableCommand
{
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SeedPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FaultPath { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string Region { get; set; } = "cn-hangzhou";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var dataPath = FullPath(DataPath);
        var options = new EmulatorStartOptions
        {
            EmulatorFolder = EmulatorFolder.Find(MyInvocation),
            Listen = FormattableString.Invariant($"127.0.0.1:{Port}"),
            Region = Region,
            DataPath = dataPath,
            SeedPath = FullPath(SeedPath),
            FaultPath = FullPath(FaultPath),
        };
        if (!ShouldProcess($"127.0.0.1:{(Port == 0 ? "a free port" : Port)}", "Start emulator"))
        {
            return;
        }

        EmulatorHandle handle;
        ErrorRecord error;
        try
        {
            handle = new EmulatorHandle(Wait(token => EmulatorProcess.StartAsync(options, token)), dataPath);
            // known to the session before anything else can fail, so that it can be stopped
            SessionEmulators.Add(handle);
            if (TryWait(handle.Endpoint, handle.DescribeAsync, out var emulator))
            {
                WriteObject(emulator);
            }

            return;
        }
        catch (LogServiceException problem)
        {
            error = IsPortTaken() ? PortInUse(problem) : ErrorRecords.FromService(problem, TargetOf(problem, options));
        }
        catch (ArgumentException problem)
        {
            error = ErrorRecords.InvalidArgument(problem, Region);
        }

        ThrowTerminatingError(error);
    }

    private static string TargetOf(LogServiceException problem, EmulatorStartOptions options)
    {
        string?[] paths = problem.ErrorCode == ErrorCodes.EmulatorFileInvalid ? [options.SeedPath, options.FaultPath] : [options.DataPath];
        return Array.Find(paths, path => path is not null && problem.Message.Contains(path, StringComparison.Ordinal)) ?? options.DataPath ?? options.Listen;
    }

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    private bool IsPortTaken()
    {
        if (Port == 0)
        {
            return false;
        }

        var probe = new TcpListener(IPAddress.Loopback, Port);
        try
        {
            probe.Start();
            return false;
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
        finally
        {
            probe.Stop();
        }
    }

    private ErrorRecord PortInUse(Exception problem) => ErrorRecords.Create(
        problem,
        "AliLog.EmulatorPortInUse",
        ErrorCategory.ResourceExists,
        Port,
        FormattableString.Invariant($"Port {Port} of 127.0.0.1 is taken by another program, so the emulator cannot listen there."),
        "Leave -Port out to take a free port, or give another one; Get-AliLogEmulator lists the emulators of this session.");
}
