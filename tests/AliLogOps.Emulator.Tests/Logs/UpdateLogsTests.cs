using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Changing logs: those who query see the new contents, those who pull the written ones.</summary>
public sealed class UpdateLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task A_partial_update_replaces_and_adds_keys_and_leaves_the_others()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "failed job"), ("n", "1"), ("other", "x")))).Ok();
        (await api.PutAsync(api.Group(("k", "failed"), ("n", "2")))).Ok();
        (await api.PutAsync(api.Group(("k", "running"), ("n", "3")))).Ok();
        List<string> pulled = await api.PulledAsync();

        Assert.Equal(2, await api.UpdateAsync(api.ByQuery("k: failed"), """{"k":"success","note":"done by hand"}"""));
        Assert.Equal("success success running", await api.ValuesAsync("*"));
        Assert.Equal("", await api.ValuesAsync("k: failed"));
        Assert.Equal("1 2", await api.ValuesAsync("k: success", "n"));
        // the full text and phrases see what has come and not what has gone
        Assert.Equal("1 2", await api.ValuesAsync("#\"by hand\"", "n"));
        Assert.Equal("", await api.ValuesAsync("job"));
        Assert.Equal("x - -", await api.ValuesAsync("*", "other"));
        Assert.Equal("success,2", await api.SqlAsync("* | select concat(k, ',', cast(count(*) as varchar)) as r group by k order by count(*) desc limit 1"));
        Assert.Equal(2, await api.CountAsync("success"));
        Assert.Equal(pulled, await api.PulledAsync());

        Assert.Equal(1, await api.UpdateAsync(await api.ByRowAsync("n: 3"), """{"n":"33"}""", "partial"));
        Assert.Equal("", await api.ValuesAsync("n: 3"));
        Assert.Equal("running", await api.ValuesAsync("n > 30"));
    }

    [Fact]
    public async Task A_full_update_is_the_whole_log()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        LogGroup group = api.Group(("k", "a"), ("n", "1"));
        group.Logs.AddRange(api.Group(("k", "b"), ("n", "2")).Logs);
        group.Topic = "topic";
        group.LogTags.Add(new LogTag { Key = "host", Value = "web" });
        group.Logs[0].TimeNs = 5;
        (await api.PutAsync(group)).Ok();
        JsonNode before = (await api.RowsAsync("n: 1"))[0];

        Assert.Equal(1, await api.UpdateAsync(await api.ByRowAsync("n: 1"), """{"z":"last","k":"new"}""", "full"));
        JsonObject after = (await api.RowsAsync("new"))[0].AsObject();
        Assert.Null(after["n"]);
        Assert.Equal(("new", "last"), ((string?)after["k"], (string?)after["z"]));
        foreach (string kept in (string[])["__time__", "__time_ns_part__", "__topic__", "__source__", "__tag__:host", "__rowid__"])
        {
            Assert.Equal((string)before[kept]!, (string)after[kept]!);
        }
        Assert.Equal(2, await api.UpdateAsync(api.ByQuery("*"), """{"k":"same"}""", "full"));
        Assert.Equal("same same", await api.ValuesAsync("*"));
        Assert.Equal("", await api.ValuesAsync("n >= 0"));
        Assert.Equal(["k=a,n=1", "k=b,n=2"], await api.PulledAsync());
    }

    [Fact]
    public async Task Values_may_be_any_text()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "a")))).Ok();
        string value = "中文 \"quoted\" \\ \n \U0001F600";
        Assert.Equal(1, await api.UpdateAsync(await api.ByRowAsync("*"), new JsonObject { ["k"] = value, ["empty"] = "" }.ToJsonString()));
        JsonNode row = Assert.Single(await api.RowsAsync("quoted or *"));
        Assert.Equal((value, ""), ((string)row["k"]!, (string)row["empty"]!));
    }

    [Fact]
    public async Task A_key_that_is_there_twice_is_there_once_afterwards()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "one"), ("n", "1"), ("k", "two")))).Ok();
        Assert.Equal(1, await api.UpdateAsync(await api.ByRowAsync("*"), """{"k":"three"}"""));
        Assert.Equal("three", await api.ValuesAsync("*"));
        Assert.Equal("", await api.ValuesAsync("k: one or k: two"));
    }

    [Fact]
    public async Task What_stays_as_it_is_is_not_affected()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "a"), ("n", "1")))).Ok();
        (await api.PutAsync(api.Group(("k", "b"), ("n", "2")))).Ok();
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("*"), """{"k":"a"}"""));
        Assert.Equal(0, await api.UpdateAsync(api.ByQuery("*"), """{"k":"a"}"""));
        Assert.Equal(0, await api.UpdateAsync(api.ByQuery("n: 7"), """{"k":"c"}"""));
        Assert.Equal("a a", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task A_deleted_log_is_not_updated_and_an_updated_one_can_be_deleted()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "a")))).Ok();
        (await api.PutAsync(api.Group(("k", "b")))).Ok();
        string first = await api.ByRowAsync("a");
        Assert.Equal(1, await api.DeleteAsync(first));
        Assert.Equal(0, await api.UpdateAsync(first, """{"k":"again"}"""));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("*"), """{"k":"c"}"""));
        Assert.Equal("c", await api.ValuesAsync("*"));
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("c")));
        Assert.Equal(0, await api.UpdateAsync(api.ByQuery("*"), """{"k":"d"}"""));
        Assert.Equal("", await api.ValuesAsync("*"));
        Assert.Equal(["k=a", "k=b"], await api.PulledAsync());
    }

    [Fact]
    public async Task Row_ids_stay_over_updates_deletions_and_a_restart()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        LogsApi api;
        string[] ids;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = await RowsApi.CreateAsync(emulator);
            LogGroup group = api.Group(("k", "a"));
            group.Logs.AddRange(api.Group(("k", "b")).Logs);
            group.Logs.AddRange(api.Group(("k", "c")).Logs);
            (await api.PutAsync(group)).Ok();
            ids = [.. (await api.RowsAsync("*")).Select(row => (string)row["__rowid__"]!)];
            Assert.Equal(3, ids.Distinct().Count());
            Assert.Equal(1, await api.UpdateAsync(RowsApi.ByRow(ids[1]), """{"k":"B"}""", "full"));
            Assert.Equal(1, await api.DeleteAsync(RowsApi.ByRow(ids[0])));
            Assert.Equal($"{ids[1]} {ids[2]}", await api.ValuesAsync("*", "__rowid__"));
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = new LogsApi(emulator, api.Project);
            Assert.Equal($"{ids[1]} {ids[2]}", await api.ValuesAsync("*", "__rowid__"));
            Assert.Equal("B c", await api.ValuesAsync("*"));
            Assert.Equal(1, await api.UpdateAsync(RowsApi.ByRow(ids[2]), """{"k":"C"}"""));
            Assert.Equal("B C", await api.ValuesAsync("*"));
            Assert.Equal(["k=a", "k=b", "k=c"], await api.PulledAsync());
        }
    }

    [Fact]
    public async Task Searches_of_such_a_logstore_give_row_ids_and_nothing_else_does()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "a"), ("__rowid__", "mine")))).Ok();
        string id = await api.RowIdAsync("*");
        Assert.NotEqual("mine", id);
        JsonNode old = (await api.CallAsync("GET", $"?type=log&from={api.Now - 60}&to={api.Now + 60}&query=*")).Ok().Json;
        Assert.Equal(id, (string?)old[0]!["__rowid__"]);
        Assert.Equal("k", (string)(await api.RowsAsync("* | select * from log"))[0].AsObject().Single(column => (string?)column.Value == "a").Key);
        Assert.Null((await api.RowsAsync("* | select * from log"))[0]["__rowid__"]);
        (await api.SearchRawAsync("__rowid__: 0")).Fails(400, "ParameterInvalid", "__rowid__");

        LogsApi plain = await LogsApi.CreateAsync(_emulator, RowsApi.Index, shards: 1);
        (await plain.PutAsync(plain.Group(("k", "a")))).Ok();
        Assert.Null(Assert.Single(await plain.RowsAsync("*"))["__rowid__"]);
    }

    [Fact]
    public async Task Changes_stay_when_the_index_is_made_anew()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "a")))).Ok();
        (await api.PutAsync(api.Group(("k", "b")))).Ok();
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("a")));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("b"), """{"k":"B2"}"""));
        string row = await api.ByRowAsync("b2");
        (await api.CallAsync("DELETE", "/index")).Ok();
        (await api.TryUpdateAsync(api.ByQuery("b2"), """{"k":"c"}""")).Fails(400, "IndexConfigNotExist");
        Assert.Equal(1, await api.UpdateAsync(row, """{"k":"B3"}"""));
        (await api.CallAsync("POST", "/index", RowsApi.Index)).Ok();
        (await api.PutAsync(api.Group(("k", "c")))).Ok();
        Assert.Equal("B3 c", await api.ValuesAsync("*"));
        Assert.Equal("B3", await api.ValuesAsync("k: b3"));
    }

    [Fact]
    public async Task Contexts_show_what_is_left_as_it_is_now()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        SampleLog[] logs = [.. Enumerable.Range(0, 6).Select(n => new SampleLog(("n", n.ToString(CultureInfo.InvariantCulture)), ("k", "old")) { Time = (uint)api.Now, Tags = [("__pack_id__", "A-1")] })];
        (await api.PutAsync(SampleLog.Group(logs))).Ok();
        JsonNode gone = (await api.RowsAsync("n: 1 | with_pack_meta"))[0];
        Assert.Equal(2, await api.DeleteAsync(api.ByQuery("n: 1 or n: 4")));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("n: 2"), """{"k":"new"}"""));
        JsonNode row = (await api.RowsAsync("n: 3 | with_pack_meta"))[0];
        Assert.NotNull(row["__rowid__"]);
        JsonArray around = (await ContextAsync(api, row)).Ok().Json["logs"]!.AsArray();
        Assert.Equal("-2:0:old -1:2:new 0:3:old 1:5:old", string.Join(' ', around.Select(log => $"{(string)log!["__index_number__"]!}:{(string)log["n"]!}:{(string)log["k"]!}")));
        (await ContextAsync(api, gone)).Fails(400, "InvalidParameter", "pack_meta");
    }

    [Fact]
    public async Task Logs_of_stored_segments_are_changed_and_found_with_what_follows_them()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        for (int i = 0; i < 4; i++)
        {
            SampleLog[] logs = [.. Enumerable.Range(i * 25_000, 25_000).Select(n => new SampleLog(("k", "old"), ("n", n.ToString(CultureInfo.InvariantCulture))) { Time = (uint)api.Now })];
            (await api.PutAsync(SampleLog.Group(logs))).Ok();
        }
        Assert.Equal(100_000, await api.CountAsync("old"));
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("n: 70000")));
        Assert.Equal(10, await api.UpdateAsync(api.ByQuery("n >= 60000 and n < 60010"), """{"k":"new"}"""));
        Assert.Equal((10, 99_989, 99_999), (await api.CountAsync("new"), await api.CountAsync("old"), await api.CountAsync()));
        Assert.Equal("", await api.ValuesAsync("n: 70000"));
        Assert.Equal("99999", await api.SqlAsync("* | select count(*) as c"));
        Assert.Equal("new", await api.ValuesAsync("n: 60009"));
    }

    private static Task<TestResponse> ContextAsync(LogsApi api, JsonNode row)
    {
        return api.CallAsync("GET", "?type=context_log", change: request => request.Query.AddRange(
        [
            new("pack_id", (string)row["__tag__:__pack_id__"]!), new("pack_meta", (string)row["__pack_meta__"]!), new("back_lines", "10"), new("forward_lines", "10"),
        ]));
    }
}
