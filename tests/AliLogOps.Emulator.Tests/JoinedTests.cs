using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests;

/// <summary>All parts of the emulator together, as a process, over signed requests: from an empty account to a found log.</summary>
public class JoinedTests
{
    private const string Project = "sample-app-log-project-dev";
    private const string Store = "/logstores/sample-app-log-store-dev";

    [Fact]
    public async Task A_line_on_an_agents_port_is_found_by_search()
    {
        using EmulatorProcess emulator = await EmulatorProcess.StartAsync();
        await SetUpAsync(emulator);
        JsonNode agent = (await ControlAsync(emulator, "POST", "/_emulator/agents", """
            {"hostName":"sample-app-ecs-zone-0-dev","ipAddress":"192.168.0.20","identifiers":["logtail-id-dev"],"streamlogPort":0,"pollSeconds":0.1,"batchSeconds":0.1}
            """)).Ok().Json;
        await Eventually(async () => (int)(await emulator.CallAsync("GET", Project, "/machinegroups/sample-app-log-machine-group-dev/machines")).Ok().Json["total"]! == 1);
        await Eventually(async () => (await ControlAsync(emulator, "GET", "/_emulator/agents/sample-app-ecs-zone-0-dev")).Ok().Json["configs"]!.AsArray().Count == 1);

        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using (TcpClient rsyslog = new())
        {
            await rsyslog.ConnectAsync(IPAddress.Loopback, (int)agent["streamlogPort"]!, TestContext.Current.CancellationToken);
            string line = $"0.1 sys_tag {now} 127.0.0.1 sample-app-ecs-zone-0-dev daemon.info 0 todo-list 705 -  Create a new task: 'Task 1'\n";
            await rsyslog.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line), TestContext.Current.CancellationToken);
        }

        JsonNode? found = null;
        await Eventually(async () =>
        {
            string query = $$"""{"from":{{now - 60}},"to":{{now + 60}},"query":"app-name: todo-list","line":100,"offset":0}""";
            found = (await emulator.CallAsync("POST", Project, Store + "/logs", query)).Ok().Json;
            return (int)found["meta"]!["count"]! == 1;
        });
        JsonNode log = found!["data"]![0]!;
        Assert.Equal((" Create a new task: 'Task 1'", "todo-list", "705"), ((string)log["msg"]!, (string)log["app-name"]!, (string)log["procid"]!));
        Assert.Equal("logtail-id-dev", (string?)log["__tag__:__user_defined_id__"]);

        JsonNode state = (await ControlAsync(emulator, "GET", "/_emulator/state")).Ok().Json;
        Assert.Equal((6, 1, 1), ((int)state["writes"]!, (int)state["projects"]!, (int)state["agents"]!));
        (await ControlAsync(emulator, "POST", "/_emulator/stop")).Ok();
        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    [Fact]
    public async Task Logs_and_settings_survive_a_kill_together()
    {
        using TempFolder folder = new();
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using (EmulatorProcess first = await EmulatorProcess.StartAsync("--data-path", folder.Path))
        {
            await SetUpAsync(first);
            (await first.CallAsync("POST", Project, Store + "/shards/lb", LogGroup(now), "application/x-protobuf")).Ok();
            first.Process.Kill();
            await first.WaitForExitAsync();
        }
        using EmulatorProcess second = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        await Eventually(async () =>
        {
            string query = $$"""{"from":{{now - 60}},"to":{{now + 60}},"query":"TestContent","line":100,"offset":0}""";
            return (int)(await second.CallAsync("POST", Project, Store + "/logs", query)).Ok().Json["meta"]!["count"]! == 1;
        });
        Assert.Equal(1, (int)(await second.CallAsync("GET", Project, "/machinegroups/sample-app-log-machine-group-dev/configs")).Ok().Json["count"]!);
    }

    private static async Task SetUpAsync(EmulatorProcess emulator)
    {
        (await emulator.CallAsync("POST", Project, "/", $$"""{"projectName":"{{Project}}","description":"Sample web application log project (dev environment)."}""")).Ok();
        (await emulator.CallAsync("POST", Project, "/logstores", """{"logstoreName":"sample-app-log-store-dev","ttl":30,"shardCount":2}""")).Ok();
        (await emulator.CallAsync("POST", Project, Store + "/index", """
            {"line":{"token":[","," ","'","\"",";","=","(",")","[","]","{","}","?","@","&","<",">","/",":","\n","\t","\r"]},"keys":{"app-name":{"type":"text","token":[","," "],"doc_value":true}}}
            """)).Ok();
        (await emulator.CallAsync("POST", Project, "/configs", """
            {"configName":"sample-app-logtail-config-dev","inputType":"syslog","inputDetail":{"tag":"sys_tag","localStorage":true},"outputType":"LogService","outputDetail":{"logstoreName":"sample-app-log-store-dev"}}
            """)).Ok();
        (await emulator.CallAsync("POST", Project, "/machinegroups", """
            {"groupName":"sample-app-log-machine-group-dev","machineIdentifyType":"userdefined","machineList":["logtail-id-dev"]}
            """)).Ok();
        (await emulator.CallAsync("PUT", Project, "/machinegroups/sample-app-log-machine-group-dev/configs/sample-app-logtail-config-dev")).Ok();
    }

    private static Task<TestResponse> ControlAsync(EmulatorProcess emulator, string method, string path, string? json = null)
    {
        TestRequest request = new(method, path) { Host = "127.0.0.1", Body = Encoding.UTF8.GetBytes(json ?? "") };
        request["Authorization"] = $"Bearer {(string)emulator.Ready["controlToken"]!}";
        return RawHttp.SendAsync(emulator.EndPoint, request);
    }

    /// <summary>A log group with one log: TestKey = TestContent.</summary>
    private static byte[] LogGroup(long time)
    {
        byte[] content = [0x0a, 7, .. "TestKey"u8, 0x12, 11, .. "TestContent"u8];
        List<byte> log = [0x08];
        for (ulong rest = (ulong)time; ; rest >>= 7)
        {
            log.Add((byte)(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
            if (rest <= 0x7f)
            {
                break;
            }
        }
        log.AddRange([0x12, (byte)content.Length, .. content]);
        return [0x0a, (byte)log.Count, .. log];
    }

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
