using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AliLogOps.Walkthrough.Tests;

/// <summary>The jobs of docs/examples/gitlab, line by line as GitLab would run them, with the Runner in the place of pwsh and the emulator in that of the service.</summary>
public sealed partial class JobTests : IAsyncLifetime
{
    private static readonly string s_root = WalkthroughRun.Root;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-jobs-");
    private Process? _emulator;
    private JsonElement _ready;

    [Fact]
    public async Task Deploy_then_promote_then_verify()
    {
        var jobs = ReadJobs();
        Assert.Equal(["deploy", "promote-to-pre-prod", "promote-to-prod", "verify"], jobs.Keys.Order(StringComparer.Ordinal));

        var early = await RunAsync(jobs["promote-to-pre-prod"]);
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("dev is not as declared", early.Output, StringComparison.Ordinal);

        var deploy = await RunAsync(jobs["deploy"]);
        Assert.True(deploy.ExitCode == 0, deploy.Output);
        Assert.Contains("sample-app-log-project-dev", deploy.Output, StringComparison.Ordinal);
        Assert.Contains("<testsuite", File.ReadAllText(Path.Combine(_folder.FullName, "report", "junit.xml")), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(jobs["deploy"])).ExitCode);

        foreach (var promotion in (string[])["promote-to-pre-prod", "promote-to-prod"])
        {
            var run = await RunAsync(jobs[promotion]);
            Assert.True(run.ExitCode == 0, run.Output);
        }

        // no host has started: the verification says so for each environment, with what to do, and leaves its reports
        var verify = await RunAsync(jobs["verify"].Replace("-Timeout 5m", "-Timeout 1s", StringComparison.Ordinal));
        Assert.Equal(1, verify.ExitCode);
        foreach (var environment in (string[])["dev", "pre-prod", "prod"])
        {
            Assert.Contains($"[{environment}] Machines report themselves: nothing has ever reported itself", verify.Output, StringComparison.Ordinal);
        }

        Assert.Contains("what to do: Compare /etc/ilogtail/user_defined_id", verify.Output, StringComparison.Ordinal);
        Assert.All((string[])["junit.xml", "report.html", "report.md", "alilogops.prom"], name => Assert.True(File.Exists(Path.Combine(_folder.FullName, "report", name)), name));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "baseline", "green.jsonl")));
    }

    [Fact]
    public async Task The_branch_chooses_the_environment()
    {
        var run = await RunAsync(ReadJobs()["deploy"], ("CI_COMMIT_REF_NAME", "production"));
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("prod (sample-app-log-project-prod)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("project-dev", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_refused_stops_the_job()
    {
        var run = await RunAsync(ReadJobs()["deploy"], ("ALICLOUD_SECRET_KEY", "not-the-secret"));
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("not-the-secret", run.Output, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        var name = OperatingSystem.IsWindows() ? "AliLogOps.Emulator.exe" : "AliLogOps.Emulator";
        ProcessStartInfo start = new(Path.Combine(s_root, "out", "AliLogOps", "emulator", name)) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["--listen", "127.0.0.1:0", "--output", "json", "--owner-pid", $"{Environment.ProcessId}"])
        {
            start.ArgumentList.Add(argument);
        }

        _emulator = Process.Start(start)!;
        _ready = JsonDocument.Parse((await _emulator.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)))!).RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is { HasExited: false })
        {
            _emulator.Kill();
            await _emulator.WaitForExitAsync();
        }

        _emulator?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The line of each job that runs a script.</summary>
    private static Dictionary<string, string> ReadJobs()
    {
        Dictionary<string, string> jobs = new(StringComparer.Ordinal);
        var job = "";
        foreach (var line in File.ReadLines(Path.Combine(s_root, "docs", "examples", "gitlab", ".gitlab-ci.yml")))
        {
            if (JobName().Match(line) is { Success: true } name)
            {
                job = name.Groups[1].Value;
            }
            else if (ScriptLine().Match(line) is { Success: true } script)
            {
                jobs.Add(job, script.Groups[1].Value);
            }
        }

        return jobs;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string line, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new(WalkthroughRun.RunnerPath()) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, StandardOutputEncoding = Encoding.UTF8, WorkingDirectory = _folder.FullName };
        foreach (var word in line.Split(' '))
        {
            start.ArgumentList.Add(word.StartsWith("docs/", StringComparison.Ordinal) ? Path.Combine(s_root, word) : word);
        }

        start.Environment["ALICLOUD_ACCESS_KEY"] = _ready.GetProperty("accessKeyId").GetString();
        start.Environment["ALICLOUD_SECRET_KEY"] = _ready.GetProperty("accessKeySecret").GetString();
        start.Environment["ALICLOUD_REGION"] = _ready.GetProperty("region").GetString();
        start.Environment["ALILOG_ENDPOINT"] = _ready.GetProperty("endpoint").GetString();
        start.Environment["CI_COMMIT_REF_NAME"] = "master";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    [GeneratedRegex("^([a-z-]+):$")]
    private static partial Regex JobName();

    [GeneratedRegex(@"^    - (?:pwsh -NoProfile -File|dotnet run --project src/AliLogOps\.Runner --) (docs/.*)$")]
    private static partial Regex ScriptLine();
}
