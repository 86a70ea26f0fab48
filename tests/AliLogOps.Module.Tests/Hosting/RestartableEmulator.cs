using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>An emulator that is killed and started again at the same address, with the same keys and the same data.</summary>
public sealed class RestartableEmulator : IAsyncDisposable
{
    private const string KeyId = "LTAI5tRestarted00000";
    private const string KeySecret = "a-secret-of-the-tests";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("alilogops-data-");
    private readonly int _port = FreePort();
    private Process? _process;

    public string Endpoint => $"http://127.0.0.1:{_port}";

    public PSCredential Credential { get; } = EmulatorFixture.ToCredential(KeyId, KeySecret);

    /// <summary>A session connected to it, running or not.</summary>
    public Shell Open()
    {
        var shell = new Shell().Set("key", Credential).Set("endpoint", Endpoint);
        shell.Run("$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key").ThrowOnError();
        return shell;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(StagedModule.Root, "emulator", OperatingSystem.IsWindows() ? "AliLogOps.Emulator.exe" : "AliLogOps.Emulator")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--listen", $"127.0.0.1:{_port}", "--data-path", _data.FullName, "--output", "json", "--owner-pid", $"{Environment.ProcessId}"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ALILOG_EMULATOR_ACCESS_KEY_ID"] = KeyId;
        start.Environment["ALILOG_EMULATOR_ACCESS_KEY_SECRET"] = KeySecret;
        _process = Process.Start(start) ?? throw new InvalidOperationException("The emulator did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _ = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) ?? throw new InvalidOperationException("The emulator ended without its ready line.");
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _data.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
