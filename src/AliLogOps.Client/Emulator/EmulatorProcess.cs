using System.Diagnostics;
using System.Globalization;

namespace AliLogOps.Client;

/// <summary>A running emulator process that this process has started.</summary>
public sealed class EmulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_exitTimeout = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private EmulatorProcess(Process process, EmulatorInfo info)
    {
        _process = process;
        Info = info;
    }

    /// <summary>What it said when it was ready.</summary>
    public EmulatorInfo Info { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts an emulator and waits until it is ready.</summary>
    /// <param name="options">Folder, address and settings.</param>
    /// <param name="cancellationToken">Ends waiting; the process is then ended too.</param>
    /// <exception cref="LogServiceException">It is missing, cannot run here, cannot use a file, or did not become ready.</exception>
    public static async Task<EmulatorProcess> StartAsync(EmulatorStartOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RegionName.Check(options.Region, nameof(options));
        List<string> arguments = Arguments(options);
        LogServiceException? noRuntime = null;
        foreach (string[] command in EmulatorProgram.Commands(options.EmulatorFolder))
        {
            if (EmulatorProgram.TryStart(command, arguments) is not { } process)
            {
                continue;
            }

            try
            {
                return new EmulatorProcess(process, await EmulatorReadiness.WaitAsync(process, options.ReadyTimeout, cancellationToken).ConfigureAwait(false));
            }
            catch (RuntimeMissingException missing)
            {
                // another dotnet may have the runtime this one lacks
                noRuntime ??= EmulatorProgram.Failure(missing.Message, EmulatorProgram.RuntimeRemedy, missing);
                process.Dispose();
            }
            catch
            {
                Kill(process);
                process.Dispose();
                throw;
            }
        }

        throw noRuntime ?? EmulatorProgram.Failure("The emulator cannot be started: the program 'dotnet' was not found.", EmulatorProgram.RuntimeRemedy, null);
    }

    /// <summary>Asks the emulator to end, and ends it if it does not within ten seconds.</summary>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_process.HasExited)
        {
            return;
        }

        try
        {
            using EmulatorClient client = new(Info);
            await client.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException)
        {
            // it is ending already or does not answer: waiting, then the kill, covers both
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_exitTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Kill(_process);
        }
    }

    /// <summary>Ends the emulator at once, without asking it.</summary>
    internal void Kill() => Kill(_process);

    /// <summary>Ends the emulator.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    /// <summary>Process id and endpoint; no secret.</summary>
    public override string ToString() => Info.ToString();

    private static List<string> Arguments(EmulatorStartOptions options)
    {
        List<string> arguments = ["--listen", options.Listen, "--region", options.Region, "--output", "json"];
        int owner = options.OwnerProcessId ?? Environment.ProcessId;
        if (owner > 0)
        {
            arguments.AddRange(["--owner-pid", owner.ToString(CultureInfo.InvariantCulture)]);
        }

        AddPath(arguments, "--data-path", options.DataPath);
        AddPath(arguments, "--seed-file", options.SeedPath);
        AddPath(arguments, "--fault-file", options.FaultPath);
        return arguments;
    }

    private static void AddPath(List<string> arguments, string name, string? path)
    {
        if (path is not null)
        {
            arguments.AddRange([name, path]);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it has ended by itself
        }
    }
}
