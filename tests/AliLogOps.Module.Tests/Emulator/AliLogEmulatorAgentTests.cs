using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

public sealed class AliLogEmulatorAgentTests : IDisposable
{
    private readonly Shell _shell = new();

    public AliLogEmulatorAgentTests()
    {
        _shell.Run("$e = Start-AliLogEmulator").ThrowOnError();
    }

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }

    [Fact]
    public void Agents_start_with_the_settings_given_and_are_listed()
    {
        var result = _shell.Run("$e | Start-AliLogEmulatorAgent web-1, web-2 -Identifier id-a, id-b; Start-AliLogEmulatorAgent cert-1 -IPAddress 192.168.0.20 -Identifier id-c").ThrowOnError();

        Assert.Equal(["web-1", "web-2", "cert-1"], result.Output.Select(agent => (string)agent.Properties["HostName"].Value));
        Assert.All(result.Output, agent =>
        {
            Assert.Equal("AliLogOps.LogEmulatorAgent", agent.TypeNames[0]);
            Assert.Equal("Running", agent.Properties["State"].Value.ToString());
            Assert.Equal(true, agent.Properties["Listening"].Value);
            Assert.InRange((int)agent.Properties["StreamLogPort"].Value, 1, 65535);
        });
        Assert.Equal(["id-a", "id-b"], (string[])result.Output[0].Properties["Identifier"].Value);
        Assert.Equal("192.168.0.20", result.Output[2].Properties["IPAddress"].Value);
        Assert.Equal(3, _shell.Run("Get-AliLogEmulatorAgent").Output.Count);
        Assert.Equal(2, _shell.Run("Get-AliLogEmulatorAgent web-*").Output.Count);
        Assert.Equal(3, _shell.Run("(Get-AliLogEmulator).Agents").Single().BaseObject);
    }

    [Fact]
    public void Rows_of_a_table_start_one_agent_each()
    {
        var result = _shell.Run("""
            [pscustomobject]@{ HostName = 'web-1'; Identifier = 'id-a'; IPAddress = '192.168.0.23' }, [pscustomobject]@{ HostName = 'web-2'; Identifier = 'id-b'; IPAddress = '192.168.1.244' } |
                Start-AliLogEmulatorAgent
            """).ThrowOnError();

        Assert.Equal(["192.168.0.23", "192.168.1.244"], result.Output.Select(agent => (string)agent.Properties["IPAddress"].Value));
        Assert.Equal(["id-b"], (string[])result.Output[1].Properties["Identifier"].Value);
    }

    [Fact]
    public void A_stopped_agent_stays_listed_and_starts_again_with_what_is_changed()
    {
        var before = _shell.Run("Start-AliLogEmulatorAgent web-1 -Identifier id-a").Single();
        _shell.Run("Get-AliLogEmulatorAgent web-1 | Stop-AliLogEmulatorAgent; Stop-AliLogEmulatorAgent web-1").ThrowOnError();

        var stopped = _shell.Run("Get-AliLogEmulatorAgent web-1").Single();
        Assert.Equal("Stopped", stopped.Properties["State"].Value.ToString());
        Assert.Equal(false, stopped.Properties["Listening"].Value);

        var closed = _shell.Run("Start-AliLogEmulatorAgent web-1 -StreamLogClosed").Single();
        Assert.Equal("Running", closed.Properties["State"].Value.ToString());
        Assert.Equal(false, closed.Properties["Listening"].Value);
        Assert.Equal(["id-a"], (string[])closed.Properties["Identifier"].Value);

        var open = _shell.Run("Stop-AliLogEmulatorAgent web-1; Start-AliLogEmulatorAgent web-1 -StreamLogClosed:$false -Identifier id-z").Single();
        Assert.Equal(true, open.Properties["Listening"].Value);
        Assert.Equal(["id-z"], (string[])open.Properties["Identifier"].Value);
        Assert.Equal(before.Properties["StreamLogPort"].Value, open.Properties["StreamLogPort"].Value);
    }

    [Fact]
    public void Starting_a_running_agent_is_an_error_that_names_it_and_the_others_start()
    {
        _shell.Run("$null = Start-AliLogEmulatorAgent web-2").ThrowOnError();

        var result = _shell.Run("Start-AliLogEmulatorAgent web-1, web-2, web-3");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal("AliLog.AgentAlreadyExist", result.ErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, result.Error.CategoryInfo.Category);
        Assert.Equal("web-2", result.Error.TargetObject);
    }

    [Fact]
    public void A_removed_agent_is_gone()
    {
        _shell.Run("$null = Start-AliLogEmulatorAgent web-1; Get-AliLogEmulatorAgent | Remove-AliLogEmulatorAgent -Confirm:$false").ThrowOnError();

        Assert.Empty(_shell.Run("Get-AliLogEmulatorAgent").ThrowOnError().Output);
        var missing = _shell.Run("Get-AliLogEmulatorAgent web-1");
        Assert.Equal("AliLog.AgentNotExist", missing.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, missing.Error.CategoryInfo.Category);
        Assert.Equal("web-1", missing.Error.TargetObject);
    }

    [Fact]
    [Covers(Situation.WhatIf, "Start-AliLogEmulatorAgent", "Stop-AliLogEmulatorAgent", "Remove-AliLogEmulatorAgent")]
    public void WhatIf_changes_nothing()
    {
        _shell.Run("Start-AliLogEmulatorAgent web-1 -WhatIf").ThrowOnError();
        Assert.Empty(_shell.Run("Get-AliLogEmulatorAgent").Output);

        _shell.Run("$null = Start-AliLogEmulatorAgent web-1; Stop-AliLogEmulatorAgent web-1 -WhatIf; Remove-AliLogEmulatorAgent web-1 -WhatIf").ThrowOnError();
        Assert.Equal("Running", _shell.Run("(Get-AliLogEmulatorAgent web-1).State").Single().ToString());
    }

    [Fact]
    public void Without_an_emulator_and_with_several_the_command_asks_for_one()
    {
        _shell.Run("$null = Start-AliLogEmulator").ThrowOnError();
        Assert.Equal("AliLog.EmulatorAmbiguous", _shell.Run("Get-AliLogEmulatorAgent").ErrorId);
        Assert.Empty(_shell.Run("$e | Get-AliLogEmulatorAgent").ThrowOnError().Output);

        _shell.Run("Stop-AliLogEmulator").ThrowOnError();
        var none = _shell.Run("Start-AliLogEmulatorAgent web-1");
        Assert.Equal("AliLog.NoEmulator", none.ErrorId);
        Assert.NotEmpty(none.Error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Several_agents_cannot_share_one_port()
    {
        var result = _shell.Run("Start-AliLogEmulatorAgent web-1, web-2 -Port 11111");

        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Empty(_shell.Run("Get-AliLogEmulatorAgent").Output);
    }

    [Fact]
    public async Task Lines_with_a_tag_nobody_wants_are_counted_by_their_tag_and_shown()
    {
        var port = (int)_shell.Run("(Start-AliLogEmulatorAgent sample-app-ecs-zone-0-dev -Identifier logtail-id-dev).StreamLogPort").Single().BaseObject;
        using (var sender = new TcpClient())
        {
            await sender.ConnectAsync("127.0.0.1", port);
            await sender.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"0.1 other_tag {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} 127.0.0.1 web-1 daemon.info 0 todo-list 705 - hello\n"));
        }

        PSObject agent;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            await Task.Delay(50);
            agent = _shell.Run("Get-AliLogEmulatorAgent").Single();
        }
        while ((long)agent.Properties["Dropped"].Value == 0 && patience.Elapsed < TimeSpan.FromSeconds(60));

        Assert.Equal(1L, agent.Properties["Lines"].Value);
        Assert.Equal(1L, agent.Properties["Dropped"].Value);
        Assert.Equal(1L, _shell.Run("(Get-AliLogEmulatorAgent).DroppedByTag['other_tag']").Single().BaseObject);
        var lines = _shell.Show("Get-AliLogEmulatorAgent").Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.Matches("^HostName +State +Port Heartbeat +Lines +Sent Dropped$", lines[0]);
        Assert.Matches(@"^sample-app-ecs-zone-0-dev +Running +\d+ (never|\d\d:\d\d:\d\d) +1 +0 1 \(tag other_tag 1\)$", lines[2]);
    }
}
