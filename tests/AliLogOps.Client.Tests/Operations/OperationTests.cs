using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class OperationTests
{
    private const string Host = "my-project.cn-hangzhou.log.aliyuncs.com";

    public static TheoryData<string, string, string, string> Requests => new()
    {
        { "create project", "POST", "/", """{"projectName":"my-project","description":"d \"q\" 你"}""" },
        { "get project", "GET", "/", "" },
        { "update project", "PUT", "/", """{"projectName":"my-project","description":""}""" },
        { "delete project", "DELETE", "/", "" },
        { "create logstore", "POST", "/logstores", """{"logstoreName":"my-logstore","ttl":7,"shardCount":3,"autoSplit":false,"appendMeta":false,"enable_tracking":false}""" },
        { "get logstore", "GET", "/logstores/my-logstore", "" },
        { "delete logstore", "DELETE", "/logstores/my-logstore", "" },
        { "shards", "GET", "/logstores/my-logstore/shards", "" },
        { "create index", "POST", "/logstores/my-logstore/index", """{"line":{"token":[","],"caseSensitive":false,"chn":false}}""" },
        { "get index", "GET", "/logstores/my-logstore/index", "" },
        { "delete index", "DELETE", "/logstores/my-logstore/index", "" },
        { "create group", "POST", "/machinegroups", """{"groupName":"g1","groupType":"","machineIdentifyType":"userdefined","groupAttribute":{"groupTopic":"","externalName":""},"machineList":["logtail-id-dev"]}""" },
        { "get group", "GET", "/machinegroups/g1", "" },
        { "delete group", "DELETE", "/machinegroups/g1", "" },
        { "get config", "GET", "/configs/c1", "" },
        { "delete config", "DELETE", "/configs/c1", "" },
        { "apply", "PUT", "/machinegroups/g1/configs/c1", "" },
        { "remove", "DELETE", "/machinegroups/g1/configs/c1", "" },
        { "applied configs", "GET", "/machinegroups/g1/configs", "" },
        { "applied groups", "GET", "/configs/c1/machinegroups", "" },
        { "cursor before all", "GET", "/logstores/my-logstore/shards/1?type=cursor&from=begin", "" },
        { "cursor", "GET", "/logstores/my-logstore/shards/1?type=cursor&from=1714979289", "" },
        { "cursor time", "GET", "/logstores/my-logstore/shards/1?type=cursor_time&cursor=MTQ%3D", "" },
        { "histogram", "GET", "/logstores/my-logstore?type=histogram&from=1714979289&to=1714979290&query=a%20b%3A%20%22%E4%BD%A0%2A%22&topic=", "" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_operation_sends_what_the_service_documents(string operation, string method, string path, string body)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json(operation is "shards" or "histogram" ? "[]" : """{"cursor":"c","cursor_time":"1714979289"}"""));
        using LogServiceClient client = Log(handler);

        await Send(client, operation);

        SentRequest sent = Assert.Single(handler.Sent);
        Assert.Equal((method, path, body, Host), (sent.Method, sent.PathAndQuery, sent.Text, sent.Host));
        Assert.Equal(("0.6.0", sent.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), (sent.Headers["x-log-apiversion"], sent.Headers["x-log-bodyrawsize"]));
        Assert.Equal(body.Length > 0, sent.Headers.ContainsKey("Content-Type"));
        Assert.StartsWith("AliLogOps/0.", sent.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.False(sent.Headers.ContainsKey("x-acs-security-token"));
    }

    [Fact]
    public async Task Log_data_is_written_compressed_to_any_shard_or_a_chosen_one()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Ok()).Then(Answers.Ok());
        using LogServiceClient client = Log(handler, version: SignatureVersion.V1);
        LogGroup group = new() { Topic = "t1", Source = "127.0.0.1", Tags = [new("tag1", "v1")], Logs = [new LogItem { UnixTime = 1714979289, Contents = [new("TestKey", "TestContent")] }] };

        await client.PutLogsAsync(Project, Store, group);
        await client.PutLogsAsync(Project, Store, group, "00112233445566778899AABBCCDDEEFF");

        SentRequest sent = handler.Sent[0];
        Assert.Equal(("POST", "/logstores/my-logstore/shards/lb", "application/x-protobuf", "lz4", "59"), (sent.Method, sent.PathAndQuery, sent.Headers["Content-Type"], sent.Headers["x-log-compresstype"], sent.Headers["x-log-bodyrawsize"]));
        byte[] raw = new byte[59];
        Assert.Equal(59, Compression.Decompress("lz4", sent.Body, raw));
        Assert.Equal(SignatureInputs.LogGroupHex, Convert.ToHexStringLower(raw));
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.MD5.HashData(sent.Body)), sent.Headers["Content-MD5"]);
        Assert.Equal("/logstores/my-logstore/shards/route?key=00112233445566778899aabbccddeeff", handler.Sent[1].PathAndQuery);
    }

    [Fact]
    public async Task An_empty_group_sends_nothing()
    {
        FakeHandler handler = new();
        using LogServiceClient client = Log(handler);

        await client.PutLogsAsync(Project, Store, new LogGroup());

        Assert.Empty(handler.Sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0011")]
    [InlineData("zz112233445566778899aabbccddeeff")]
    public async Task A_malformed_hash_key_is_refused(string hashKey)
    {
        using LogServiceClient client = Log(new FakeHandler());

        await Assert.ThrowsAsync<ArgumentException>(() => client.PutLogsAsync(Project, Store, new LogGroup(), hashKey));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("My-Project")]
    [InlineData("-my-project")]
    [InlineData("my-project-")]
    [InlineData("my_project")]
    [InlineData("my.project")]
    [InlineData("evil.example.org/")]
    [InlineData("my-project@evil")]
    [InlineData("")]
    public async Task A_project_name_that_could_change_the_host_is_refused(string project)
    {
        using LogServiceClient client = Log(new FakeHandler());

        ArgumentException failure = await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetProjectAsync(project));

        Assert.Contains("3 to 63 characters", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a\n")]
    public async Task A_name_that_could_change_the_path_is_refused(string name)
    {
        using LogServiceClient client = Log(new FakeHandler());

        await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetLogstoreAsync(Project, name));
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.ApplyConfigToMachineGroupAsync(Project, "g1", name));
    }

    [Fact]
    public async Task A_strange_name_is_encoded_and_signed_as_sent()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("{}"));
        using LogServiceClient client = Log(handler);

        await client.GetLogstoreAsync(Project, "a b?#%41é");

        Assert.Equal("/logstores/a%20b%3F%23%2541%C3%A9", handler.Sent[0].PathAndQuery);
    }

    [Fact]
    public async Task Shards_bindings_and_cursor_times_are_read()
    {
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Json("""[{"shardID":0,"status":"readwrite","inclusiveBeginKey":"00","exclusiveEndKey":"80","createTime":1714979289}]"""))
            .Then(Answers.Json("""{"count":2,"configs":["c1","c2"]}"""))
            .Then(Answers.Json("""{"count":0,"machinegroups":[]}"""))
            .Then(Answers.Json("""{"cursor_time":"1714979289"}"""))
            .Then(Answers.Json("""{"cursor_time":1714979289}"""));
        using LogServiceClient client = Log(handler);

        LogShard shard = Assert.Single(await client.ListShardsAsync(Project, Store));

        Assert.Equal((0, "readwrite", "00", "80", SignatureInputs.Time), (shard.ShardId, shard.Status, shard.InclusiveBeginKey, shard.ExclusiveEndKey, shard.CreateTime));
        Assert.Equal(["c1", "c2"], await client.ListAppliedConfigsAsync(Project, "g1"));
        Assert.Empty(await client.ListAppliedMachineGroupsAsync(Project, "c1"));
        Assert.Equal(SignatureInputs.Time, await client.GetCursorTimeAsync(Project, Store, 0, "c"));
        Assert.Equal(SignatureInputs.Time, await client.GetCursorTimeAsync(Project, Store, 0, "c"));
    }

    [Theory]
    [InlineData("Complete", "Complete", true)]
    [InlineData("Incomplete", "Complete", false)]
    [InlineData("Complete", "Incomplete", false)]
    public async Task A_histogram_is_complete_when_all_of_it_is(string header, string bucket, bool expected)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json($$"""[{"from":1714979289,"to":1714979349,"count":3,"progress":"Complete"},{"from":1714979349,"to":1714979409,"count":4,"progress":"{{bucket}}"}]""").With("x-log-progress", header).With("x-log-count", "7"));
        using LogServiceClient client = Log(handler);

        LogHistogram histogram = await client.GetHistogramAsync(Project, Store, SignatureInputs.Time, SignatureInputs.Time.AddMinutes(2));

        Assert.Equal((expected, 7L, 2), (histogram.IsComplete, histogram.Total, histogram.Buckets.Count));
        Assert.Equal((SignatureInputs.Time, SignatureInputs.Time.AddMinutes(1), 3L), (histogram.Buckets[0].From, histogram.Buckets[0].To, histogram.Buckets[0].Count));
    }

    [Fact]
    public async Task A_temporary_key_sends_its_token()
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Json("{}"));
        using LogServiceClient client = Log(handler, key: SignatureInputs.TemporaryKey);

        await client.GetProjectAsync(Project);

        Assert.Equal(SignatureInputs.Token, handler.Sent[0].Headers["x-acs-security-token"]);
    }

    [Fact]
    public async Task A_trace_tells_what_happened_and_no_secret()
    {
        List<RequestTrace> traces = [];
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json("""{"cursor":"secret-cursor"}""")), onRequest: traces.Add);

        await client.GetCursorAsync(Project, Store, 0, CursorPosition.Begin);

        RequestTrace trace = Assert.Single(traces);
        Assert.Equal(("GET", "/logstores/my-logstore/shards/0", 200, Answers.RequestId, 1), (trace.Method, trace.Path, trace.Status, trace.RequestId, trace.Attempt));
        Assert.DoesNotContain("cursor=", trace.ToString(), StringComparison.Ordinal);
    }

    private static Task Send(LogServiceClient client, string operation) => operation switch
    {
        "create project" => client.CreateProjectAsync(Project, "d \"q\" 你"),
        "get project" => client.GetProjectAsync(Project),
        "update project" => client.UpdateProjectAsync(Project, ""),
        "delete project" => client.DeleteProjectAsync(Project),
        "create logstore" => client.CreateLogstoreAsync(new Logstore { ProjectName = Project, LogstoreName = Store, TtlDays = 7, ShardCount = 3 }),
        "get logstore" => client.GetLogstoreAsync(Project, Store),
        "delete logstore" => client.DeleteLogstoreAsync(Project, Store),
        "shards" => client.ListShardsAsync(Project, Store),
        "create index" => client.CreateIndexAsync(new LogIndex { ProjectName = Project, LogstoreName = Store, Line = new LogIndexLine { Token = [","] } }),
        "get index" => client.GetIndexAsync(Project, Store),
        "delete index" => client.DeleteIndexAsync(Project, Store),
        "create group" => client.CreateMachineGroupAsync(new MachineGroup { ProjectName = Project, MachineGroupName = "g1", MachineList = ["logtail-id-dev"] }),
        "get group" => client.GetMachineGroupAsync(Project, "g1"),
        "delete group" => client.DeleteMachineGroupAsync(Project, "g1"),
        "get config" => client.GetLogtailConfigAsync(Project, "c1"),
        "delete config" => client.DeleteLogtailConfigAsync(Project, "c1"),
        "apply" => client.ApplyConfigToMachineGroupAsync(Project, "g1", "c1"),
        "remove" => client.RemoveConfigFromMachineGroupAsync(Project, "g1", "c1"),
        "applied configs" => client.ListAppliedConfigsAsync(Project, "g1"),
        "applied groups" => client.ListAppliedMachineGroupsAsync(Project, "c1"),
        "cursor" => client.GetCursorAsync(Project, Store, 1, CursorPosition.At(SignatureInputs.Time)),
        "cursor before all" => client.GetCursorAsync(Project, Store, 1, CursorPosition.At(new DateTimeOffset(1960, 1, 1, 0, 0, 0, TimeSpan.Zero))),
        "cursor time" => client.GetCursorTimeAsync(Project, Store, 1, "MTQ="),
        _ => client.GetHistogramAsync(Project, Store, SignatureInputs.Time, SignatureInputs.Time.AddSeconds(1), "a b: \"你*\""),
    };
}
