using System.Diagnostics;
using System.Management.Automation;
using System.Net.Http.Headers;
using System.Security;
using System.Text.Json;
using AliLogOps.Module.Tests.Hosting;

[assembly: AssemblyFixture(typeof(EmulatorFixture))]

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>The staged emulator as a process of its own, once for all tests; each test works in projects of its own.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private readonly HttpClient _control = new();
    private Process? _process;
    private JsonElement _ready;

    public string Endpoint => _ready.GetProperty("endpoint").GetString()!;

    public string Region => _ready.GetProperty("region").GetString()!;

    public string AccessKeyId => _ready.GetProperty("accessKeyId").GetString()!;

    public string AccessKeySecret => _ready.GetProperty("accessKeySecret").GetString()!;

    public PSCredential Credential => ToCredential(AccessKeyId, AccessKeySecret);

    public static PSCredential ToCredential(string id, string secret)
    {
        var text = new SecureString();
        foreach (var character in secret)
        {
            text.AppendChar(character);
        }

        return new PSCredential(id, text);
    }

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(StagedModule.Root, "emulator", OperatingSystem.IsWindows() ? "AliLogOps.Emulator.exe" : "AliLogOps.Emulator");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--listen", "127.0.0.1:0", "--output", "json", "--owner-pid", $"{Environment.ProcessId}"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The emulator did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))
            ?? throw new InvalidOperationException("The emulator ended without its ready line.");
        _ready = JsonDocument.Parse(line).RootElement.Clone();
        _control.BaseAddress = new Uri(Endpoint);
        _control.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _ready.GetProperty("controlToken").GetString());
    }

    /// <summary>A session that is connected to the emulator, with a project name of its own in <c>$p</c>.</summary>
    public Shell Open(out string project, int width = 100)
    {
        project = NewProject();
        var shell = new Shell(width: width).Set("key", Credential).Set("endpoint", Endpoint).Set("p", project);
        const string Connect = "$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key";
        shell.Run(Connect).ThrowOnError();

        // an account holds fifty projects, and so does the emulator
        shell.BeforeClose = $"$WhatIfPreference = $false; {Connect}; Get-AliLogProject '{project}*' | Remove-AliLogProject -Force -Confirm:$false";
        return shell;
    }

    public static string NewProject() => "t-" + Guid.NewGuid().ToString("N")[..16];

    /// <summary>How many control-plane writes reached the project so far.</summary>
    public async Task<int> CountWritesAsync(string project)
    {
        using var state = JsonDocument.Parse(await _control.GetStringAsync("/_emulator/state"));
        return state.RootElement.GetProperty("writesByProject").TryGetProperty(project, out var count) ? count.GetInt32() : 0;
    }

    /// <summary>Calls the control API.</summary>
    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        }

        using var response = await _control.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path} gave {(int)response.StatusCode}: {text}");
        }

        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        if (_process is { } process)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }
    }
}
