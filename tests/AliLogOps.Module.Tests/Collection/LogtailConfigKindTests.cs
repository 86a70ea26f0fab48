using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Collection;

/// <summary>Every kind of Logtail config, created, converged and read back at the emulator.</summary>
public sealed class LogtailConfigKindTests : IDisposable
{
    private readonly Shell _shell;

    public LogtailConfigKindTests(EmulatorFixture emulator)
    {
        _shell = emulator.Open(out _);
        _shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store; $null = New-AliLogStore $p other").ThrowOnError();
    }

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("-Syslog -Tag t", "syslog")]
    [InlineData("-Simple -LogPath /var/log/app -FilePattern *.log -BeginPattern '\\d+.*'", "file")]
    [InlineData("-Regex '(\\d+) (.*)' -Field time, msg -TimeFormat %s -LogPath /var/log/app -FilePattern *.log -KeepUnmatched", "file")]
    [InlineData("-Delimiter ',' -Field a, b -Quote '\"' -TimeKey a -TimeFormat %s -LogPath C:\\logs -FilePattern *.csv", "file")]
    [InlineData("-Json -LogPath /var/log/app -FilePattern *.log -TimeKey t -TimeFormat %Y-%m-%d -TopicFormat group_topic -FileEncoding gbk -MaxDepth 5", "file")]
    [InlineData("-Plugin @{ inputs = @(@{ type = 'service_syslog'; detail = @{ Address = 'tcp://127.0.0.1:9999' } }) }", "plugin")]
    [InlineData("-InputType file -InputDetail @{ logType = 'apsara_log'; logPath = '/a'; filePattern = 'b'; topicFormat = 'none'; logBeginRegex = '.*' }", "file")]
    public void A_kind_is_created_and_a_second_run_changes_nothing(string arguments, string inputType)
    {
        Assert.Equal(inputType, _shell.Run($"New-AliLogtailConfig $p conf -LogstoreName store {arguments}").Get("InputType"));
        Assert.Equal("Unchanged", _shell.Run($"Set-AliLogtailConfig $p conf -LogstoreName store {arguments}").Get("Change")!.ToString());
        Assert.Equal("Updated", _shell.Run($"Set-AliLogtailConfig $p conf -LogstoreName other {arguments}").Get("Change")!.ToString());
        Assert.Equal("Created", _shell.Run($"Set-AliLogtailConfig $p conf2 -LogstoreName other {arguments}").Get("Change")!.ToString());
    }

    [Fact]
    public void A_pipeline_config_goes_the_whole_way_and_keeps_what_it_is_not_told_about()
    {
        const string Pipeline = "-Pipeline @{ inputs = @(@{ Type = 'input_file'; FilePaths = @('/var/log/app/*.log') }); processors = @(@{ Type = 'processor_parse_json_native'; SourceKey = 'content' }) }";
        Assert.Equal("pipeline", _shell.Run($"New-AliLogtailConfig $p pipe -LogstoreName store {Pipeline}").Get("InputType"));
        Assert.Equal("store", _shell.Run("Get-AliLogtailConfig $p pipe -Pipeline").Get("LogstoreName"));
        Assert.Equal("AliLog.ConfigNotExist", _shell.Run("Get-AliLogtailConfig $p pipe").ErrorId);

        Assert.Equal("Unchanged", _shell.Run($"Set-AliLogtailConfig $p pipe -LogstoreName store {Pipeline}").Get("Change")!.ToString());
        Assert.Equal("Updated", _shell.Run("Set-AliLogtailConfig $p pipe -LogstoreName other -Pipeline @{ inputs = @(@{ Type = 'input_file'; MaxDirSearchDepth = 2 }) }").Get("Change")!.ToString());
        var now = _shell.Run("$c = Get-AliLogtailConfig $p * -Pipeline; $c.LogstoreName; $c.InputDetail['inputs'][0]['FilePaths'][0]; $c.InputDetail['inputs'][0]['MaxDirSearchDepth']; $c.InputDetail['processors'][0]['Type']").ThrowOnError().Output;
        Assert.Equal(["other", "/var/log/app/*.log", "2", "processor_parse_json_native"], now.Select(value => value.ToString()));

        _shell.Run("Get-AliLogtailConfig $p pipe -Pipeline | Remove-AliLogtailConfig -Confirm:$false").ThrowOnError();
        Assert.Equal("AliLog.ConfigNotExist", _shell.Run("Get-AliLogtailConfig $p pipe -Pipeline").ErrorId);
    }

    [Theory]
    [InlineData("-Regex '(a)(b)' -Field one -LogPath /a -FilePattern b", "2 groups, but 1 fields")]
    [InlineData("-Simple -LogPath a -FilePattern b", "not absolute")]
    [InlineData("-Pipeline @{ inputs = @() }", "'inputs' has 0 elements")]
    public void What_cannot_work_is_refused_before_it_is_sent(string arguments, string part)
    {
        var result = _shell.Run($"New-AliLogtailConfig $p bad -LogstoreName store {arguments} -Verbose");

        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Contains(part, result.Error.ErrorDetails.Message);
        Assert.Empty(result.Verbose);
    }

    [Fact]
    public void Machines_are_held_against_addresses_and_inventory_objects()
    {
        _shell.Run("$null = New-AliMachineGroup $p web -Identifier id-a").ThrowOnError();

        var rows = _shell.Run("Get-AliMachineGroupStatus $p web -ExpectedMachine 10.0.0.1, ([pscustomobject]@{ HostName = 'web-2'; PrivateIPAddress = '10.0.0.2', '10.1.0.2'; InstanceId = 'i-2' }), @{ Name = 'web-3'; IP = '10.0.0.3' }").ThrowOnError().Output;

        Assert.Equal(["", "10.0.0.1", "web-2", "web-3"], rows.Select(row => (string)row.Properties["MachineName"].Value));
        Assert.All(rows, row => Assert.Equal("NeverSeen", row.Properties["State"].Value.ToString()));
        Assert.Contains("is no address", _shell.Run("Get-AliMachineGroupStatus $p web -ExpectedMachine web-1").Error.ToString());
    }
}
