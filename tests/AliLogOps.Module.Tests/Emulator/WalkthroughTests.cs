using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Emulator;

/// <summary>The web application's logs from the agents' listeners to the search, by cmdlets alone.</summary>
public sealed class WalkthroughTests : IDisposable
{
    private static readonly (string Uuid, int Task)[] s_tasks =
    [
        ("efa997bf-f101-429a-bc01-badd69241d5a", 1),
        ("8145a65b-c1d4-4a24-b1b9-2af3a53b324c", 2),
        ("960562e1-9806-4df5-95fd-1403b8d8e186", 3),
        ("4d3d5eb5-e21b-42f5-9681-fec5b52bf266", 4),
    ];

    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Run("Stop-AliLogEmulator");
        _shell.Dispose();
    }

    [Fact]
    public async Task Eight_messages_through_two_agents_are_found_newest_first()
    {
        var agents = _shell.Run("""
            $null = Start-AliLogEmulator | Connect-AliLog
            $null = New-AliLogProject sample-app-log-project-dev | New-AliLogStore -Name sample-app-log-store-dev -ShardCount 2 | Set-AliLogIndex -FullText -Key @{ 'app-name' = 'text'; hostname = 'text' }
            $null = New-AliMachineGroup -ProjectName sample-app-log-project-dev -Name sample-app-log-machine-group-dev -Identifier logtail-id-dev
            $null = Set-AliLogtailConfig -ProjectName sample-app-log-project-dev -Name sample-app-logtail-config-dev -LogstoreName sample-app-log-store-dev -Syslog -Tag sys_tag |
                Add-AliMachineGroupBinding -MachineGroupName sample-app-log-machine-group-dev
            Start-AliLogEmulatorAgent sample-app-ecs-zone-0-dev, sample-app-ecs-zone-1-dev, sample-app-certman-ecs-dev -Identifier logtail-id-dev -PollInterval 0.1 -BatchInterval 0.05 -HeartbeatInterval 1
            """).ThrowOnError().Output;
        await UntilAsync("(Get-AliLogEmulatorAgent | Where-Object { $_.Configs.Count -eq 1 }).Count", 3);
        Assert.All(_shell.Run("Get-AliMachineGroupStatus sample-app-log-project-dev sample-app-log-machine-group-dev").ThrowOnError().Output, status => Assert.Equal("OK", status.Properties["State"].Value.ToString()));

        var begin = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60;
        for (var number = 0; number < 8; number++)
        {
            var (uuid, task) = s_tasks[number % 4];
            var zone = number % 2;
            var text = number < 4 ? $"Create a new task: Task{{uuid='{uuid}', description='Task {task}'}}" : $"Delete the task with the UUID: {uuid}";
            await SendLineAsync(
                (int)agents[zone].Properties["StreamLogPort"].Value,
                $"0.1 sys_tag {begin + number} 127.0.0.1 sample-app-ecs-zone-{zone}-dev daemon.info 0 todo-list 70{zone} -  2018-12-17 10:06:4{number}.000  INFO 70{zone} --- [nio-8080-exec-{number}] c.a.i.t.controllers.TaskController       : {text}\n");
        }

        await UntilAsync("(Search-AliLog sample-app-log-project-dev sample-app-log-store-dev 'app-name: todo-list' -RequireComplete | ForEach-Object { 1 }).Count", 8);
        var found = _shell.Run("Search-AliLog sample-app-log-project-dev sample-app-log-store-dev 'app-name: todo-list' -Last 15m").ThrowOnError().Output;

        Assert.Equal(Enumerable.Range(0, 8).Select(number => begin + 7 - number), found.Select(entry => ((DateTimeOffset)entry.Properties["Time"].Value).ToUnixTimeSeconds()));
        Assert.All(found, entry =>
        {
            Assert.Equal("todo-list", Value(entry, "app-name"));
            Assert.Equal("daemon.info", Value(entry, "pri-text"));
            Assert.Equal("-", Value(entry, "msgid"));
            Assert.Equal("0", Value(entry, "protocol-version"));
            Assert.Equal("127.0.0.1", Value(entry, "Source"));
            Assert.Equal(Value(entry, "hostname"), Value(entry, "__tag__:__hostname__"));
            Assert.Equal("logtail-id-dev", Value(entry, "__tag__:__user_defined_id__"));
            Assert.Contains($"INFO {Value(entry, "procid")} ---", Value(entry, "msg"), StringComparison.Ordinal);
        });
        Assert.Equal(4, _shell.Run("Search-AliLog sample-app-log-project-dev sample-app-log-store-dev 'app-name: todo-list and Delete'").Output.Count);
        Assert.Equal(8, _shell.Run("Read-AliLog sample-app-log-project-dev sample-app-log-store-dev").Output.Count);
        Assert.Equal(8L, _shell.Run("$n = 0; Get-AliLogHistogram sample-app-log-project-dev sample-app-log-store-dev 'app-name: todo-list' | ForEach-Object { $n += $_.Count }; $n").Single().BaseObject);
        Assert.Equal([4L, 4L, 0L], _shell.Run("'sample-app-ecs-zone-0-dev', 'sample-app-ecs-zone-1-dev', 'sample-app-certman-ecs-dev' | ForEach-Object { (Get-AliLogEmulatorAgent $_).Sent }").Output.Select(count => (long)count.BaseObject));
    }

    private static string Value(PSObject entry, string name) => (string)entry.Properties[name].Value;

    private static async Task SendLineAsync(int port, string line)
    {
        using var sender = new TcpClient();
        await sender.ConnectAsync("127.0.0.1", port);
        await sender.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line));
    }

    private async Task UntilAsync(string script, int expected)
    {
        object? seen = null;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            seen = _shell.Run(script).ThrowOnError().Output.SingleOrDefault()?.BaseObject;
            if (Equals(seen, expected))
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"'{script}' gave {seen ?? "nothing"}, not {expected}, after {patience.Elapsed.TotalSeconds:0} s.");
    }
}
