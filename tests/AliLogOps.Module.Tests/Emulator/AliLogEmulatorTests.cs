using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

public sealed class AliLogEmulatorTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }

    [Fact]
    public void An_emulator_starts_answers_through_the_connection_it_is_piped_to_and_stops()
    {
        var emulator = _shell.Run("$e = Start-AliLogEmulator -Region eu-central-1; $e").Single();

        Assert.Equal("AliLogOps.LogEmulator", emulator.TypeNames[0]);
        Assert.StartsWith("http://127.0.0.1:", (string)emulator.Properties["Endpoint"].Value, StringComparison.Ordinal);
        Assert.Equal("eu-central-1", emulator.Properties["Region"].Value);
        Assert.Equal("Running", emulator.Properties["State"].Value.ToString());
        Assert.Null(emulator.Properties["DataPath"].Value);
        Assert.NotEmpty(((PSCredential)emulator.Properties["Credential"].Value).GetNetworkCredential().Password);

        var project = _shell.Run("$null = $e | Connect-AliLog; New-AliLogProject my-project").Single();
        Assert.Equal("my-project", project.Properties["ProjectName"].Value);

        using var process = Process.GetProcessById((int)emulator.Properties["ProcessId"].Value);
        _shell.Run("$e | Stop-AliLogEmulator").ThrowOnError();
        Assert.True(process.WaitForExit(10_000));
        Assert.Empty(_shell.Run("Get-AliLogEmulator").ThrowOnError().Output);
    }

    [Fact]
    public void Get_shows_what_the_emulators_of_the_session_hold_now()
    {
        _shell.Run("$e = Start-AliLogEmulator; $null = $e | Connect-AliLog; $null = New-AliLogProject my-project").ThrowOnError();

        var emulator = _shell.Run("Get-AliLogEmulator").Single();

        Assert.True((long)emulator.Properties["Requests"].Value > 0);
        Assert.Equal(1L, emulator.Properties["Writes"].Value);
        Assert.Equal(1L, _shell.Run("(Get-AliLogEmulator).WritesByProject['my-project']").Single().BaseObject);
        Assert.Equal(1, emulator.Properties["Projects"].Value);
        Assert.Equal(0, emulator.Properties["Agents"].Value);
    }

    [Fact]
    public void A_session_does_not_see_the_emulators_of_another_one()
    {
        using var other = new Shell();
        other.Run("$null = Start-AliLogEmulator").ThrowOnError();

        Assert.Empty(_shell.Run("Get-AliLogEmulator").ThrowOnError().Output);
        _shell.Run("Stop-AliLogEmulator").ThrowOnError();
        Assert.Equal("Running", other.Run("(Get-AliLogEmulator).State").Single().ToString());
        other.Run("Stop-AliLogEmulator").ThrowOnError();
    }

    [Fact]
    public void A_taken_port_is_an_error_of_its_own_with_a_way_out()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = _shell.Run($"Start-AliLogEmulator -Port {port}");

        Assert.Equal("AliLog.EmulatorPortInUse", result.ErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, result.Error.CategoryInfo.Category);
        Assert.Equal(port, result.Error.TargetObject);
        Assert.Contains($"{port}", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-Port", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_shell.Run("Get-AliLogEmulator").Output);
    }

    [Fact]
    public void Stopping_twice_is_no_error()
    {
        var result = _shell.Run("$e = Start-AliLogEmulator; $e | Stop-AliLogEmulator; $e | Stop-AliLogEmulator; Stop-AliLogEmulator");

        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Without_arguments_all_emulators_of_the_session_stop()
    {
        _shell.Run("$null = Start-AliLogEmulator; $null = Start-AliLogEmulator").ThrowOnError();

        Assert.Equal(2, _shell.Run("Get-AliLogEmulator").Output.Count);
        _shell.Run("Stop-AliLogEmulator").ThrowOnError();
        Assert.Empty(_shell.Run("Get-AliLogEmulator").Output);
    }

    [Fact]
    public void An_emulator_that_died_is_listed_as_stopped_and_can_be_stopped()
    {
        var id = (int)_shell.Run("$e = Start-AliLogEmulator; $e.ProcessId").Single().BaseObject;
        using (var process = Process.GetProcessById(id))
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.Equal("Stopped", _shell.Run("(Get-AliLogEmulator).State").Single().ToString());
        Assert.Equal("AliLog.EmulatorStopped", _shell.Run("$e | Get-AliLogEmulatorAgent").ErrorId);
        Assert.Empty(_shell.Run("$e | Stop-AliLogEmulator").Errors);
        Assert.Empty(_shell.Run("Get-AliLogEmulator").Output);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Start-AliLogEmulator", "Stop-AliLogEmulator")]
    public void WhatIf_starts_and_stops_nothing()
    {
        Assert.Empty(_shell.Run("Start-AliLogEmulator -WhatIf").ThrowOnError().Output);

        _shell.Run("$null = Start-AliLogEmulator; Stop-AliLogEmulator -WhatIf").ThrowOnError();
        Assert.Equal("Running", _shell.Run("(Get-AliLogEmulator).State").Single().ToString());
    }

    [Fact]
    public void With_a_data_path_the_next_emulator_holds_what_the_last_one_held()
    {
        var folder = Directory.CreateTempSubdirectory("alilogops-");
        try
        {
            _shell.Set("folder", folder.FullName);
            var first = _shell.Run("$e = Start-AliLogEmulator -DataPath $folder; $null = $e | Connect-AliLog; $null = New-AliLogProject my-project; $e | Stop-AliLogEmulator; $e").Single();
            Assert.Equal(folder.FullName, first.Properties["DataPath"].Value);

            var kept = _shell.Run("$e = Start-AliLogEmulator -DataPath $folder; $null = $e | Connect-AliLog; (Get-AliLogProject my-project).ProjectName").Single();

            Assert.Equal("my-project", kept.BaseObject);
            _shell.Run("Stop-AliLogEmulator").ThrowOnError();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [Covers(Situation.Denied, "Start-AliLogEmulator")]
    [InlineData("-Region 'No Region'", "AliLog.InvalidArgument")]
    [InlineData("-DataPath /dev/null/nowhere", "AliLog.EmulatorStartFailed")]
    public void A_setting_that_cannot_work_is_an_error_and_leaves_no_process(string arguments, string errorId)
    {
        var result = _shell.Run($"Start-AliLogEmulator {arguments}");

        Assert.Equal(errorId, result.ErrorId);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
        Assert.Empty(_shell.Run("Get-AliLogEmulator").Output);
    }

    [Fact]
    public void Files_give_it_an_initial_state_and_faults()
    {
        var folder = Directory.CreateTempSubdirectory("alilogops-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "seed.json"), """{"projects":[{"projectName":"seeded","logstores":[{"logstoreName":"app","ttl":1,"shardCount":1}]}]}""");
            File.WriteAllText(Path.Combine(folder.FullName, "faults.json"), """{"rules":[{"name":"busy","effect":"error","code":"ServerBusy","count":1}],"visibility":{"searchSeconds":3}}""");
            _shell.Set("folder", folder.FullName);

            // relative paths start at the session's location, as everywhere in PowerShell
            var emulator = _shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); $e = Start-AliLogEmulator -SeedPath ./seed.json -FaultPath ./faults.json; $null = $e | Connect-AliLog; $e | Get-AliLogEmulator").Single();

            Assert.Equal(TimeSpan.FromSeconds(3), emulator.Properties["SearchDelay"].Value);
            Assert.Equal("app", _shell.Run("(Get-AliLogStore -ProjectName seeded).LogstoreName").Single().BaseObject);
            Assert.Equal(1L, _shell.Run("(Get-AliLogEmulator).Faults[0].Fired").Single().BaseObject);
        }
        finally
        {
            _shell.Run("Stop-AliLogEmulator");
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("-SeedPath", null, "The seed file", "cannot be read")]
    [InlineData("-FaultPath", null, "The fault file", "cannot be read")]
    [InlineData("-SeedPath", """{"projects":[{"projectName":"UPPER"}]}""", "The seed file", "UPPER")]
    [InlineData("-SeedPath", "{", "The seed file", "no valid JSON")]
    [InlineData("-FaultPath", """{"rules":[{"effect":"boom"}]}""", "The fault file", "boom")]
    public void A_file_that_cannot_be_used_is_an_error_that_names_it_and_leaves_no_process(string parameter, string? content, string kind, string reason)
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".json");
        try
        {
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }

            var result = _shell.Run($"Start-AliLogEmulator {parameter} '{file}'");

            Assert.Equal("AliLog.EmulatorFileInvalid", result.ErrorId);
            Assert.Equal(file, result.Error.TargetObject);
            Assert.StartsWith($"{kind} '{file}' ", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
            Assert.Contains(reason, result.Error.ErrorDetails.Message, StringComparison.Ordinal);
            Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
            Assert.Empty(_shell.Run("Get-AliLogEmulator").Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_secrets_of_the_run_are_in_no_stream_and_no_table()
    {
        var result = _shell.Run("$e = Start-AliLogEmulator -Verbose; Get-AliLogEmulator -Verbose; $e | Start-AliLogEmulatorAgent web-1 -Verbose; \"$e\"; $e | Get-AliLogEmulatorAgent missing -Verbose; $e | Stop-AliLogEmulator -Verbose");
        var secret = ((PSCredential)result.Output[0].Properties["Credential"].Value).GetNetworkCredential().Password;
        var shown = _shell.Show("$e; $e.psobject.Properties | ForEach-Object { [string]$_.Value }");

        var everything = string.Join('\n', result.Verbose.Concat(result.Warnings).Concat(result.Errors.Select(error => $"{error} {error.Exception} {error.ErrorDetails}")).Append(result.HostText).Append(shown).Append(_shell.Terminal.Text));
        Assert.Contains("http://127.0.0.1:", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_names_endpoint_state_and_counts()
    {
        var lines = _shell.Show("Start-AliLogEmulator").Split('\n').Select(line => line.TrimEnd()).ToList();

        Assert.Matches("^Endpoint +State +PID +Requests +Writes +Agents Data$", lines[0]);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+ +Running +\d+ +\d+ +0 +0 memory$", lines[2]);
    }
}
