using System.Management.Automation;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

/// <summary>An emulator that never gets ready: the module with a program in the emulator's place that only waits.</summary>
public sealed class StoppedStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alilogops-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Covers(Situation.Cancelled, "Start-AliLogEmulator")]
    public async Task Stop_returns_at_once_and_leaves_no_process()
    {
        var mark = Path.Combine(_folder.FullName, "running");
        CopyModule($"#!/bin/sh\necho $$ > '{mark}'\nexec sleep 600\n");
        using var shell = new Shell(import: false).Set("m", Path.Combine(_folder.FullName, "AliLogOps", "AliLogOps.psd1"));
        shell.Run("Import-Module $m").ThrowOnError();

        var (result, took) = await shell.RunAndStopAsync("Start-AliLogEmulator", _ => File.Exists(mark) && new FileInfo(mark).Length > 0);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 15);
        Assert.Empty(shell.Run("Get-AliLogEmulator").ThrowOnError().Output);
        var id = int.Parse(File.ReadAllText(mark), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    private void CopyModule(string program)
    {
        var module = _folder.CreateSubdirectory("AliLogOps");
        foreach (var file in Directory.EnumerateFiles(StagedModule.Root).Concat(Directory.EnumerateFiles(Path.Combine(StagedModule.Root, "bin"))))
        {
            var copy = Path.Combine(module.FullName, Path.GetRelativePath(StagedModule.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var emulator = module.CreateSubdirectory("emulator").FullName;
        File.WriteAllText(Path.Combine(emulator, "AliLogOps.Emulator.dll"), "");
        var host = Path.Combine(emulator, "AliLogOps.Emulator");
        File.WriteAllText(host, program);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
