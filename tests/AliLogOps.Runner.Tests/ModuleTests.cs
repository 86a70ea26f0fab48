using AliLogOps.Runner.Tests.Running;

namespace AliLogOps.Runner.Tests;

public sealed class ModuleTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_staged_module_is_loaded_before_the_script()
    {
        RunResult result = (await _scene.ScriptAsync("#requires -Modules AliLogOps\n(Get-Module AliLogOps).Path; Import-Module AliLogOps; (Get-Module AliLogOps).Path")).Exited(0);

        Assert.Equal(2, result.Lines.Length);
        Assert.All(result.Lines, path => Assert.StartsWith(Path.GetDirectoryName(Built.Manifest)!, path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Probe/Probe.psd1")]
    [InlineData("Probe")]
    public async Task Another_module_takes_its_place_and_parallel_blocks_find_it_by_name(string option)
    {
        WriteProbe("Probe");
        string script = _scene.File("use.ps1", "Get-ProbeAnswer; [bool] (Get-Module AliLogOps); 1..2 | ForEach-Object -Parallel { Get-ProbeAnswer }");

        RunResult result = (await _scene.RunAsync("--module", option, script)).Exited(0);

        Assert.Equal(["42", "False", "42", "42"], result.Lines);
    }

    [Fact]
    public async Task The_callers_module_path_stays_but_a_full_PowerShells_own_modules_do_not()
    {
        WriteProbe("mine/Probe");
        _scene.File("full/Microsoft.PowerShell.Utility/Microsoft.PowerShell.Utility.psd1", "@{ ModuleVersion = '7.0.0.0'; NestedModules = 'Fake.psm1'; FunctionsToExport = 'Write-Host' }");
        _scene.File("full/Microsoft.PowerShell.Utility/Fake.psm1", "function Write-Host { 'silently used' }");
        string path = string.Join(Path.PathSeparator, Path.Combine(_scene.Folder, "full"), Path.Combine(_scene.Folder, "mine"));

        RunResult result = (await _scene.With("PSModulePath", path).ScriptAsync(
            "Get-ProbeAnswer; try { Write-Host hi } catch { 'missing' }; 1 | ForEach-Object -Parallel { try { Write-Host hi } catch { 'missing' } }")).Exited(0);

        Assert.Equal(["42", "missing", "missing"], result.Lines);
    }

    [Fact]
    public async Task The_engines_telemetry_is_off()
    {
        Assert.Equal(["1"], (await _scene.ScriptAsync("$env:POWERSHELL_TELEMETRY_OPTOUT")).Exited(0).Lines);
    }

    private void WriteProbe(string folder)
    {
        _scene.File($"{folder}/Probe.psd1", "@{ RootModule = 'Probe.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-ProbeAnswer'; CmdletsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
        _scene.File($"{folder}/Probe.psm1", "function Get-ProbeAnswer { 42 }");
    }
}
