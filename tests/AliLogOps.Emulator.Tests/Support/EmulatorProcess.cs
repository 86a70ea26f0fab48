using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>The emulator as a process of its own.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process)
    {
        _process = process;
    }

    public JsonNode Ready { get; private set; } = null!;

    public Process Process => _process;

    public IPEndPoint EndPoint => new(IPAddress.Loopback, new Uri((string)Ready["endpoint"]!).Port);

    /// <summary>Starts it with JSON output and waits for its ready line.</summary>
    public static async Task<EmulatorProcess> StartAsync(params string[] arguments)
    {
        EmulatorProcess emulator = new(Launch(["--output", "json", .. arguments]));
        string? line = await emulator._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null)
        {
            string error = await emulator._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            emulator.Dispose();
            throw new InvalidOperationException($"The emulator did not start: {error}");
        }
        emulator.Ready = JsonNode.Parse(line)!;
        return emulator;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Launch(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Sends a signed Log Service request.</summary>
    public Task<TestResponse> CallAsync(string method, string? project, string path, string? json = null, (string Key, string Value)[]? query = null)
    {
        return CallAsync(method, project, path, json is null ? [] : System.Text.Encoding.UTF8.GetBytes(json), "application/json", query);
    }

    /// <summary>Sends a signed Log Service request with any body.</summary>
    public Task<TestResponse> CallAsync(string method, string? project, string path, byte[] body, string contentType, (string Key, string Value)[]? query = null)
    {
        TestRequest request = new(method, path) { Host = project is null ? "127.0.0.1" : $"{project}.127.0.0.1" };
        request.Query.AddRange((query ?? []).Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));
        request["x-log-apiversion"] = "0.6.0";
        if (body.Length > 0)
        {
            request.Body = body;
            request["Content-Type"] = contentType;
            request["x-log-bodyrawsize"] = body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        TestSigner.SignV4(request, (string)Ready["accessKeyId"]!, (string)Ready["accessKeySecret"]!, DateTimeOffset.UtcNow, (string)Ready["region"]!);
        return RawHttp.SendAsync(EndPoint, request);
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private static Process Launch(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "AliLogOps.Emulator.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return Process.Start(start)!;
    }
}
