using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>The eight messages of the walkthrough among many other logs, and the questions put to them there.</summary>
public sealed class WalkthroughSearchTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string FullText = $$$$"""{"line":{"token":{{{{SearchFixture.Delimiters}}}}}}""";
    private const string WithKeys = $$$$"""
        {"line":{"token":{{{{SearchFixture.Delimiters}}}}},"keys":{
        "app-name":{"type":"text","token":{{{{SearchFixture.Delimiters}}}},"doc_value":true},"hostname":{"type":"text","token":[],"doc_value":true},
        "msg":{"type":"text","token":{{{{SearchFixture.Delimiters}}}},"doc_value":true}}}
        """;

    // oldest first: seconds after the first message, zone, thread, text
    private static readonly (int Second, int Zone, int Thread, string Text)[] s_messages =
    [
        (0, 0, 8, "Create a new task: Task{uuid='efa997bf-f101-429a-bc01-badd69241d5a', description='Task 1'}"),
        (7, 1, 4, "Create a new task: Task{uuid='8145a65b-c1d4-4a24-b1b9-2af3a53b324c', description='Task 2'}"),
        (10, 0, 3, "Create a new task: Task{uuid='960562e1-9806-4df5-95fd-1403b8d8e186', description='Task 3'}"),
        (14, 1, 5, "Create a new task: Task{uuid='4d3d5eb5-e21b-42f5-9681-fec5b52bf266', description='Task 4'}"),
        (16, 0, 1, "Delete the task with the UUID: efa997bf-f101-429a-bc01-badd69241d5a"),
        (16, 1, 9, "Delete the task with the UUID: 8145a65b-c1d4-4a24-b1b9-2af3a53b324c"),
        (17, 0, 5, "Delete the task with the UUID: 960562e1-9806-4df5-95fd-1403b8d8e186"),
        (18, 1, 4, "Delete the task with the UUID: 4d3d5eb5-e21b-42f5-9681-fec5b52bf266"),
    ];

    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData(FullText, "app-name=todo-list")]
    [InlineData(WithKeys, "app-name=todo-list")]
    [InlineData(WithKeys, "app-name: todo-list")]
    [InlineData(WithKeys, "app-name:\"todo-list\" and msg: task*")]
    [InlineData(WithKeys, "\"app-name=todo-list\"")]
    public async Task The_eight_messages_are_found_newest_first(string index, string query)
    {
        LogsApi api = await FillAsync(index);
        JsonArray rows = (await api.SearchAsync(query, more: ",\"reverse\":true"))["data"]!.AsArray();
        Assert.Equal(s_messages.Reverse().Select(message => Message(message)), rows.Select(row => (string)row!["msg"]!));
        Assert.Equal([1, 0, 1, 0, 1, 0, 1, 0], rows.Select(row => ((string)row!["hostname"]!)[20] - '0'));
        Assert.All(rows, row =>
        {
            Assert.Equal("todo-list", (string)row!["app-name"]!);
            Assert.Equal("127.0.0.1", (string)row["__source__"]!);
            Assert.Equal("", (string)row["__topic__"]!);
            Assert.Equal((string)row["hostname"]!, (string)row["__tag__:__hostname__"]!);
            Assert.Contains($"INFO {(string)row["procid"]!} ---", (string)row["msg"]!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_equals_sign_finds_other_logs_with_both_words_and_the_colon_does_not()
    {
        LogsApi api = await FillAsync(WithKeys);
        await PutAsync(api, [(20, "sample-app-certman-ecs-dev", "deployer", "3", " set app-name for todo-list")]);
        Assert.Equal(9, (int)(await api.SearchAsync("app-name=todo-list"))["meta"]!["count"]!);
        Assert.Equal(8, (int)(await api.SearchAsync("app-name: todo-list"))["meta"]!["count"]!);

        LogsApi words = await FillAsync(FullText);
        (await words.SearchRawAsync("app-name: todo-list")).Fails(400, "ParameterInvalid", "key (app-name) is not config as key value config,if symbol : is in your log,please wrap : with quotation mark \"");

        LogsApi keys = await FillAsync("""{"keys":{"app-name":{"type":"text","token":[],"doc_value":true}}}""");
        (await keys.SearchRawAsync("app-name=todo-list")).Fails(400, "ParameterInvalid", "key (app-name) is not config as key value config");
        Assert.Equal(8, (int)(await keys.SearchAsync("app-name: todo-list"))["meta"]!["count"]!);
    }

    [Fact]
    public async Task Every_deletion_has_its_creation_on_the_same_host()
    {
        LogsApi api = await FillAsync(WithKeys);
        JsonNode answer = await api.SearchAsync(
            """
            app-name: todo-list | select c.hostname, c.task from
            (select hostname, regexp_extract(msg, 'uuid=''([^'']+)''', 1) as id, regexp_extract(msg, 'description=''([^'']+)''', 1) as task from log where msg like '%Create a new task%') c
            join (select hostname, regexp_extract(msg, 'UUID: (\S+)', 1) as id from log where msg like '%Delete the task%') d on c.id = d.id and c.hostname = d.hostname
            order by c.task
            """);
        Assert.Equal(
            ["sample-app-ecs-zone-0-dev Task 1", "sample-app-ecs-zone-1-dev Task 2", "sample-app-ecs-zone-0-dev Task 3", "sample-app-ecs-zone-1-dev Task 4"],
            answer["data"]!.AsArray().Select(row => $"{(string)row!["hostname"]!} {(string)row["task"]!}"));
    }

    private static string Message((int Second, int Zone, int Thread, string Text) message)
    {
        return $" 2018-12-17 10:06:{26 + message.Second}.000  INFO {(message.Zone == 0 ? 702 : 705)} --- [nio-8080-exec-{message.Thread}] c.a.i.t.controllers.TaskController       : {message.Text}";
    }

    private async Task<LogsApi> FillAsync(string index)
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, index);
        string[] others = LogSamples.Find("OpenSSH") ?? [.. LogSamples.Synthetic(2000)];
        await PutAsync(api, others.Select((line, i) => (i % 60, "sample-app-certman-ecs-dev", "sshd", "1", line)));
        await PutAsync(api, [(3, "sample-app-certman-ecs-dev", "certificate-updater", "9", " SLB listener certificate is up to date.")]);
        foreach ((int Second, int Zone, int Thread, string Text) message in s_messages)
        {
            await PutAsync(api, [(message.Second, $"sample-app-ecs-zone-{message.Zone}-dev", "todo-list", message.Zone == 0 ? "702" : "705", Message(message))]);
        }
        return api;
    }

    private static async Task PutAsync(LogsApi api, IEnumerable<(int Second, string Host, string App, string Process, string Message)> lines)
    {
        SampleLog[] logs =
        [
            .. lines.Select(line => new SampleLog(
                ("hostname", line.Host), ("pri-text", "daemon.info"), ("protocol-version", "0"), ("app-name", line.App), ("procid", line.Process), ("msgid", "-"), ("msg", line.Message))
            {
                Time = (uint)(api.Now - 120 + line.Second),
                Source = "127.0.0.1",
                Tags = [("__hostname__", line.Host), ("__user_defined_id__", "logtail-id-dev")],
            }),
        ];
        (await api.PutAsync(SampleLog.Group(logs))).Ok();
    }
}
