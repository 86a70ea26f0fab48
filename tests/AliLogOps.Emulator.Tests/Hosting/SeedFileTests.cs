using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Hosting;

/// <summary>The initial state from a file.</summary>
public class SeedFileTests
{
    private const string Seed = """
        {
          "projects": [{
            "projectName": "seeded", "description": "from a file",
            "logstores": [{
              "logstoreName": "store", "ttl": 30, "shardCount": 1,
              "index": {"line": {"token": [" "]}},
              "consumerGroups": [{"consumerGroup": "readers", "timeout": 60, "order": false}],
              "logs": [{"agoSeconds": 60, "topic": "t", "tags": {"env": "dev"}, "contents": {"msg": "hello seed"}}]
            }],
            "configs": [{"configName": "sys", "inputType": "syslog", "inputDetail": {"tag": "sys_tag"}, "outputType": "LogService", "outputDetail": {"logstoreName": "store"}}],
            "machineGroups": [{"groupName": "web", "machineIdentifyType": "userdefined", "machineList": ["web-dev"]}],
            "bindings": [{"groupName": "web", "configName": "sys"}],
            "savedSearches": [{"savedsearchName": "hello", "logstore": "store", "searchQuery": "hello"}]
          }],
          "instances": [{"instanceId": "i-web", "instanceName": "web-1", "privateIpAddresses": ["192.168.1.7"]}],
          "agents": [{"instanceId": "i-web", "identifiers": ["web-dev"], "streamlogOpen": false}],
          "metadata": {"roleName": "writer"}
        }
        """;

    [Fact]
    public async Task Everything_is_there_when_the_emulator_is_ready_and_once_only()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "seed.json");
        await File.WriteAllTextAsync(file, Seed, TestContext.Current.CancellationToken);
        EmulatorOptions options = new() { SeedFile = file, DataPath = Path.Combine(folder.Path, "data") };
        for (int start = 0; start < 2; start++)
        {
            await using TestEmulator emulator = await TestEmulator.StartAsync(options);
            LogsApi api = new(emulator, "seeded");
            Assert.Equal("hello seed", (string)Assert.Single((await api.SearchAsync("hello"))["data"]!.AsArray())!["msg"]!);
            Assert.Equal("i-web", (string)(await emulator.CallAsync("GET", "seeded", "/machinegroups/web/machines")).Ok().Json["machines"]![0]!["host-id"]!);
            Assert.Equal("""{"count":1,"configs":["sys"]}""", (await emulator.CallAsync("GET", "seeded", "/machinegroups/web/configs")).Ok().Text);
            (await emulator.CallAsync("GET", "seeded", "/savedsearches/hello")).Ok();
            Assert.Single((await api.CallAsync("GET", "/consumergroups")).Ok().Json.AsArray());
            Assert.Equal(1, (int)(await emulator.EcsAsync("DescribeInstances", [("RegionId", "cn-hangzhou")])).Ok().Json["TotalCount"]!);
            // what the emulator does for itself is no write of a client
            Assert.Equal(0, (int)(await emulator.ControlAsync("GET", "/_emulator/state")).Ok().Json["writes"]!);
        }
    }

    [Theory]
    [InlineData("""{"projects":[{"projectName":"UPPER"}]}""", "project name UPPER is invalid")]
    [InlineData("""{"projects":[{"projectName":"seeded","logstores":[{"logstoreName":"store","ttl":0,"shardCount":1}]}]}""", "project seeded, POST /logstores: LogStoreInfoInvalid")]
    [InlineData("""{"projects":[{"projectName":"seeded","stores":[]}]}""", "'stores' is no member of a project")]
    [InlineData("""{"machines":[]}""", "'machines' is no member of the seed")]
    [InlineData("""{"instances":[{"status":"Gone"}]}""", "instances: InvalidParameter: status 'Gone'")]
    [InlineData("""{"projects":""", "no valid JSON")]
    public async Task A_wrong_file_is_told_and_nothing_listens(string json, string message)
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "seed.json");
        await File.WriteAllTextAsync(file, json, TestContext.Current.CancellationToken);
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--seed-file", file);
        Assert.Equal((5, ""), (exitCode, output));
        Assert.Contains($"The seed file '{file}'", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_that_were_refused_are_written_once_the_file_is_right()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "seed.json");
        EmulatorOptions options = new() { SeedFile = file, DataPath = Path.Combine(folder.Path, "data") };
        string Seed(int ago)
        {
            return $$"""{"projects":[{"projectName":"seeded","description":"","logstores":[{"logstoreName":"store","ttl":1,"shardCount":1,"index":{"line":{"token":[" "] } },"logs":[{"contents":{"a":"first" } },{"agoSeconds":{{ago}},"contents":{"a":"second" } } ] } ] } ]}""";
        }
        await File.WriteAllTextAsync(file, Seed(9_000_000), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<StartFileException>(() => TestEmulator.StartAsync(options));
        await File.WriteAllTextAsync(file, Seed(9), TestContext.Current.CancellationToken);
        await using TestEmulator emulator = await TestEmulator.StartAsync(options);
        Assert.Equal(2, (await new LogsApi(emulator, "seeded").SearchAsync("*"))["data"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("--seed-file", "The seed file")]
    [InlineData("--fault-file", "The fault file")]
    public async Task A_missing_file_is_told_and_nothing_listens(string option, string kind)
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "none.json");
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync(option, file);
        Assert.Equal((5, ""), (exitCode, output));
        Assert.Contains($"{kind} '{file}' cannot be read", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
