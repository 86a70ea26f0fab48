using System.Diagnostics;
using System.Text.Json;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

public sealed class EmulatorOwnerTests
{
    [Fact]
    public async Task The_emulator_ends_when_the_process_it_belongs_to_is_killed()
    {
        // a process that can be killed stands in for the session
        using var owner = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            var start = new ProcessStartInfo(Path.Combine(StagedModule.Root, "emulator", "AliLogOps.Emulator")) { RedirectStandardOutput = true };
            foreach (var argument in (string[])["--listen", "127.0.0.1:0", "--output", "json", "--owner-pid", $"{owner.Id}"])
            {
                start.ArgumentList.Add(argument);
            }

            using var emulator = Process.Start(start)!;
            var line = await emulator.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(emulator.Id, JsonDocument.Parse(line!).RootElement.GetProperty("processId").GetInt32());

            owner.Kill();

            await emulator.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(0, emulator.ExitCode);
        }
        finally
        {
            if (!owner.HasExited)
            {
                owner.Kill();
            }
        }
    }

    [Fact]
    public async Task Ctrl_C_in_the_terminal_stops_the_sessions_command_and_not_its_emulator()
    {
        using var shell = new Shell { BeforeClose = "Stop-AliLogEmulator" };
        var id = (int)shell.Run("$null = ($e = Start-AliLogEmulator) | Connect-AliLog; $e.ProcessId").Single().BaseObject;

        // a terminal sends it to all processes in its foreground
        using var kill = Process.Start("kill", ["-INT", $"{id}"]);
        await kill.WaitForExitAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));

        Assert.Equal("Running", shell.Run("(Get-AliLogEmulator).State").Single().ToString());
        Assert.Empty(shell.Run("Get-AliLogProject").ThrowOnError().Output);
    }

    [Fact]
    public void An_emulator_of_the_session_belongs_to_the_sessions_process()
    {
        using var shell = new Shell();
        var id = (int)shell.Run("(Start-AliLogEmulator).ProcessId").Single().BaseObject;
        try
        {
            // the command line is what a killed session leaves to the emulator
            if (OperatingSystem.IsLinux())
            {
                var arguments = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
                Assert.Equal($"{Environment.ProcessId}", arguments[Array.IndexOf(arguments, "--owner-pid") + 1]);
            }
        }
        finally
        {
            shell.Run("Stop-AliLogEmulator").ThrowOnError();
        }
    }
}
