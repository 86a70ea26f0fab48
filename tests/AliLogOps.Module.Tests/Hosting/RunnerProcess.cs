using System.Diagnostics;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>A script in a process of its own, which can be killed at any moment.</summary>
public sealed class RunnerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _script = Path.Combine(Path.GetTempPath(), $"alilogops-{Guid.NewGuid():N}.ps1");
    private readonly Task<string> _errors;

    private RunnerProcess(string script, IReadOnlyDictionary<string, string> variables)
    {
        File.WriteAllText(_script, script);
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var runner = Path.Combine(StagedModule.RepositoryRoot, "src", "AliLogOps.Runner", "bin", output.Parent!.Name, output.Name, "AliLogOps.Runner.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(runner);
        start.ArgumentList.Add(_script);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The runner did not start.");
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a script; variables reach it through the environment, secrets too.</summary>
    public static RunnerProcess Start(string script, IReadOnlyDictionary<string, string> variables) => new(script, variables);

    /// <summary>The next line of output; null at the end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Ends the process as the system's SIGKILL does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>The rest of the output, after the end; fails when the script did.</summary>
    public async Task<string> FinishAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? output : throw new InvalidOperationException($"The script ended with {_process.ExitCode}: {await _errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        File.Delete(_script);
    }
}
