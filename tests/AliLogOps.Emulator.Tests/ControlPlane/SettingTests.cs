using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.ControlPlane;

/// <summary>Settings of projects and logstores that have operations of their own.</summary>
public sealed class SettingTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_policy_comes_back_as_it_was_put()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        Assert.Empty((await _emulator.CallAsync("GET", project, "/policy")).Ok().Body);
        const string Policy = """{"Version":"1", "Statement":[]}""";
        (await _emulator.CallAsync("POST", project, "/policy", Policy)).Ok();
        Assert.Equal(Policy, (await _emulator.CallAsync("GET", project, "/policy")).Ok().Text);
        (await _emulator.CallAsync("POST", project, "/policy", $$"""{"x":"{{new string('x', 16384)}}"}""")).Fails(400, "ParameterInvalid", "16384");
        (await _emulator.CallAsync("DELETE", project, "/policy")).Ok();
        Assert.Empty((await _emulator.CallAsync("GET", project, "/policy")).Ok().Body);
    }

    [Fact]
    public async Task A_project_changes_its_resource_group_and_acceleration()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync("PUT", project, "/resourcegroup", $$"""{"resourceId":"{{project}}","resourceGroupId":"rg-1","resourceType":"PROJECT"}""")).Ok();
        Assert.Equal("rg-1", (string)(await _emulator.CallAsync("GET", project, "/")).Json["resourceGroupId"]!);
        (await _emulator.CallAsync("PUT", project, "/resourcegroup", """{"resourceId":"other","resourceGroupId":"rg-1"}""")).Fails(400, "ParameterInvalid", "other");
        (await _emulator.CallAsync("PUT", project, "/transferacceleration", """{"enabled":true}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/transferacceleration", """{"enabled":"yes"}""")).Fails(400, "ParameterInvalid", "enabled");
    }

    [Fact]
    public async Task Domains_are_listed_by_name()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        foreach (string domain in (string[])["logs.example.com", "a.example.com"])
        {
            (await _emulator.CallAsync("POST", project, "/domains", $$"""{"domainName":"{{domain}}"}""")).Ok();
        }
        (await _emulator.CallAsync("POST", project, "/domains", """{"domainName":"a.example.com"}""")).Fails(400, "ParameterInvalid", "already exists");
        (await _emulator.CallAsync("POST", project, "/domains", """{"domainName":"-"}""")).Fails(400, "ParameterInvalid");
        Assert.Equal("""{"count":1,"total":1,"domains":["logs.example.com"]}""", (await _emulator.CallAsync("GET", project, "/domains?domainName=logs")).Ok().Text);
        (await _emulator.CallAsync("DELETE", project, "/domains/a.example.com")).Ok();
        (await _emulator.CallAsync("DELETE", project, "/domains/a.example.com")).Fails(400, "ParameterInvalid");
    }

    [Fact]
    public async Task A_logstore_changes_its_metering_mode_and_encryption()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        Assert.Equal("""{"meteringMode":"ChargeByFunction"}""", (await _emulator.CallAsync("GET", project, "/logstores/store/meteringmode")).Ok().Text);
        (await _emulator.CallAsync("PUT", project, "/logstores/store/meteringmode", """{"meteringMode":"ChargeByDataIngest"}""")).Ok();
        Assert.Equal("""{"meteringMode":"ChargeByDataIngest"}""", (await _emulator.CallAsync("GET", project, "/logstores/store/meteringmode")).Ok().Text);
        (await _emulator.CallAsync("PUT", project, "/logstores/store/meteringmode", """{"meteringMode":"Free"}""")).Fails(400, "ParameterInvalid", "Free");

        (await _emulator.CallAsync("PUT", project, "/logstores/store/encryption", """{"enable":true,"encryptType":"aes_gcm","userCmkInfo":{"keyId":"k","roleArn":"r","regionId":"g"}}""")).Ok();
        (await _emulator.CallAsync("PUT", project, "/logstores/store/encryption", """{"enable":false}""")).Ok();
        Assert.Equal("""{"enable":false,"encrypt_type":"aes_gcm","user_cmk_info":{"cmk_key_id":"k","arn":"r","region_id":"g"}}""", (await _emulator.CallAsync("GET", project, "/logstores/store")).Ok().Json["encrypt_conf"]!.ToJsonString());
        (await _emulator.CallAsync("PUT", project, "/logstores/store/encryption", """{"enable":true,"encryptType":"m4"}""")).Fails(400, "ParameterInvalid", "only enable");
    }

    [Fact]
    public async Task A_logstore_takes_an_ingest_processor()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        (await _emulator.CallAsync("POST", project, "/logstores/store/processor", """{"processorName":"p-1"}""")).Ok();
        Assert.Equal("p-1", (string?)(await _emulator.CallAsync("GET", project, "/logstores/store")).Ok().Json["processorId"]);
        (await _emulator.CallAsync("POST", project, "/logstores/store/processor", """{"processorName":""}""")).Fails(400, "ParameterInvalid", "processorName");
        (await _emulator.CallAsync("POST", project, "/logstores/store/processor", "{}")).Fails(400, "ParameterInvalid", "processorName");
        (await _emulator.CallAsync("POST", project, "/logstores/none/processor", """{"processorName":"p-1"}""")).Fails(404, "LogStoreNotExist");
    }

    [Theory]
    [InlineData("POST", "processor", """{"processorName":"p-1"}""")]
    [InlineData("PUT", "encryption", """{"enable":true}""")]
    public async Task A_setting_that_is_written_while_another_changes_leaves_that_one_alone(string method, string setting, string body)
    {
        using TempFolder folder = new();
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = folder.Path });
        string project = await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        Task<TestResponse> call = CallWhileWriting(emulator, () => emulator.CallAsync(method, project, $"/logstores/store/{setting}", body), session =>
        {
            LogstoreRecord store = LogstoreRepository.Find(session, ProjectRepository.Find(session, project)!.Id, "store")!;
            store.Settings["ttl"] = 77;
            LogstoreRepository.Update(session, store);
        });
        (await call).Ok();
        Assert.Equal(77, (int)(await emulator.CallAsync("GET", project, "/logstores/store")).Ok().Json["ttl"]!);
    }

    [Theory]
    [InlineData("POST", "/logstores/store/index", """{"line":{"token":[" "]}}""", true, "ProjectNotExist")]
    [InlineData("POST", "/logstores/store/index", """{"line":{"token":[" "]}}""", false, "LogStoreNotExist")]
    [InlineData("POST", "/machinegroups", """{"groupName":"web","machineIdentifyType":"ip","machineList":[]}""", true, "ProjectNotExist")]
    public async Task What_is_made_in_something_that_is_deleted_meanwhile_is_refused_as_such(string method, string path, string body, bool project, string code)
    {
        using TempFolder folder = new();
        await using TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = folder.Path });
        string name = await emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        Task<TestResponse> call = CallWhileWriting(emulator, () => emulator.CallAsync(method, name, path, body), session =>
        {
            long id = ProjectRepository.Find(session, name)!.Id;
            emulator.Services.Logstores.Delete(session, LogstoreRepository.Find(session, id, "store")!);
            if (project)
            {
                ProjectRepository.Delete(session, id);
            }
        });
        (await call).Fails(404, code);
    }

    [Fact]
    public async Task A_multimodal_configuration_comes_back_as_it_was_put()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store");
        const string Path = "/logstores/store/multimodalconfiguration";
        Assert.Equal("""{"status":"Disabled"}""", (await _emulator.CallAsync("GET", project, Path)).Ok().Text);
        const string Enabled = """{"status":"Enabled","anonymousWrite":"Disabled"}""";
        (await _emulator.CallAsync("PUT", project, Path, Enabled)).Ok();
        Assert.Equal(Enabled, (await _emulator.CallAsync("GET", project, Path)).Ok().Text);
        (await _emulator.CallAsync("PUT", project, Path, """{"status":"On"}""")).Fails(400, "ParameterInvalid", "On");
        (await _emulator.CallAsync("GET", project, "/logstores/none/multimodalconfiguration")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task A_shard_is_split_into_many_even_parts()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store", shards: 1);
        System.Text.Json.Nodes.JsonArray shards = (await _emulator.CallAsync("POST", project, "/logstores/store/shards/0?action=split&shardCount=4")).Ok().Json.AsArray();
        Assert.Equal(
            ["0 readonly 0 f", "1 readwrite 0 4", "2 readwrite 4 8", "3 readwrite 8 c", "4 readwrite c f"],
            shards.Select(shard => $"{shard!["shardID"]} {shard["status"]} {((string)shard["inclusiveBeginKey"]!)[0]} {((string)shard["exclusiveEndKey"]!)[0]}"));
        (await _emulator.CallAsync("POST", project, "/logstores/store/shards/1?action=split&shardCount=4&key=2")).Fails(400, "ParameterInvalid", "key");
        (await _emulator.CallAsync("POST", project, "/logstores/store/shards/1?action=split&shardCount=1")).Fails(400, "ParameterInvalid", "shardCount");
    }

    /// <summary>Makes a change while a call waits to write. Readers of a file are not held up by the writer: by then the call has read what it needs.</summary>
    private static Task<TestResponse> CallWhileWriting(TestEmulator emulator, Func<Task<TestResponse>> call, Action<DatabaseSession> change)
    {
        long before = emulator.Services.Counters.Writes().Total;
        return emulator.Services.Database.Write(session =>
        {
            Task<TestResponse> running = call();
            SpinWait.SpinUntil(() => emulator.Services.Counters.Writes().Total > before, TimeSpan.FromSeconds(10));
            Thread.Sleep(100);
            change(session);
            return running;
        });
    }
}
