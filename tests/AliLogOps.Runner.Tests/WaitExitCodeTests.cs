using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

/// <summary>What a job sees of a gate: Wait-AliLog as the last thing of a script, in each of its ends.</summary>
public sealed class WaitExitCodeTests : IDisposable
{
    private const string Prepare = """
        $null = Start-AliLogEmulator | Connect-AliLog
        $null = New-AliLogProject my-project | New-AliLogStore -Name store | Set-AliLogIndex -FullText
        $null = 'started', 'failed: disk full' | Send-AliLog my-project store

        """;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("my-project store started", 0, 0)]
    [InlineData("my-project store -Count 3 -FailPattern 'failed: .*'", 1, 1)]
    [InlineData("my-project store -Count 3", 1, 2)]
    [InlineData("my-project nothing", 1, 3)]
    public async Task Each_end_has_its_code(string arguments, int whereErrorsStop, int withSetExitCode)
    {
        var stops = await _scene.ScriptAsync($"{Prepare}$ErrorActionPreference = 'Stop'\n$null = Wait-AliLog {arguments} -Last 5m -Timeout 2s -PollInterval 0.2\n'open'");
        var tells = await _scene.ScriptAsync($"{Prepare}$null = Wait-AliLog {arguments} -Last 5m -Timeout 2s -PollInterval 0.2 -SetExitCode\n'went on'\nexit $LASTEXITCODE");

        stops.Exited(whereErrorsStop);
        Assert.Equal(whereErrorsStop == 0, stops.Output.Contains("open", StringComparison.Ordinal));
        tells.Exited(withSetExitCode);
        Assert.Equal(["went on"], tells.Lines);
    }
}
