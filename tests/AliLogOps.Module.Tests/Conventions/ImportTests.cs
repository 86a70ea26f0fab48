using System.Runtime.Loader;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

public sealed class ImportTests(EmulatorFixture emulator)
{
    [Fact]
    public void The_manifest_is_valid_and_the_module_loads_by_name()
    {
        using var shell = new Shell(import: false);
        Assert.Equal("AliLogOps", shell.Run($"Test-ModuleManifest '{StagedModule.Manifest}'").Get("Name"));
        Assert.Equal("AliLogOps", shell.Run("Import-Module AliLogOps -PassThru").Get("Name"));
    }

    [Fact]
    public void Cmdlets_load_the_module_by_themselves()
    {
        using var shell = new Shell(import: false);
        Assert.Equal("AliLog.NoConnection", shell.Run("Get-AliLogProject").ErrorId);
    }

    [Fact]
    public void A_second_import_and_a_second_runspace_work_as_the_first()
    {
        using var shell = emulator.Open(out var project);
        shell.Run($"Import-Module '{StagedModule.Manifest}' -Force; $null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key; $null = New-AliLogProject $p").ThrowOnError();
        using var other = emulator.Open(out _);
        Assert.Equal(project, other.Set("q", project).Run("Get-AliLogProject $q").Get("ProjectName"));
    }

    [Fact]
    public void Only_our_own_assemblies_enter_the_shared_context()
    {
        using var shell = emulator.Open(out _);

        // sending and searching compress: that is when a third party's assembly would come in
        shell.Run("$store = New-AliLogProject $p | New-AliLogStore -Name store; $null = $store | Set-AliLogIndex -FullText").ThrowOnError();
        shell.Run("$null = @{ a = 'b' } | Send-AliLog -ProjectName $p -LogstoreName store; Search-AliLog $p store -Last 1h").ThrowOnError();
        var loaded = AssemblyLoadContext.Default.Assemblies
            .Where(assembly => !assembly.IsDynamic && assembly.Location.StartsWith(StagedModule.Root, StringComparison.Ordinal))
            .Select(assembly => assembly.GetName().Name)
            .Distinct();
        Assert.All(loaded, name => Assert.StartsWith("AliLogOps", name));
    }

    [Fact]
    public void Nothing_but_manifest_views_help_and_our_assemblies_is_at_the_modules_root()
    {
        var files = Directory.EnumerateFiles(StagedModule.Root).Select(Path.GetFileName);
        Assert.DoesNotContain(files, name => name!.EndsWith(".psm1", StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(Path.Combine(StagedModule.Root, "bin"), "*.dll").Select(Path.GetFileName), name => Assert.StartsWith("AliLogOps", name));
    }
}
