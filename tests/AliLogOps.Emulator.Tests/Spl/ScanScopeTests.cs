using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>Scans see the logs a search sees: changed ones as they are now, deleted ones not at all, of one shard or a part of a second.</summary>
public sealed class ScanScopeTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Changed_and_deleted_logs_are_as_a_search_has_them(bool indexed)
    {
        LogsApi api = await RowsApi.CreateAsync(fixture.Emulator);
        (await api.PutAsync(Group(api, ("a", 0), ("b", 0), ("c", 0)))).Ok();
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("k: b")));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("k: c"), """{"k":"changed"}"""));
        if (!indexed)
        {
            (await api.CallAsync("DELETE", "/index")).Ok();
        }
        Assert.Equal("a changed", await KeysAsync(api, "* | where true"));
        Assert.Equal("changed", await KeysAsync(api, "* | where k <> 'a'"));
        (await api.TryDeleteAsync(api.ByQuery("*") + ",\"session\":\"mode=scan\"")).Fails(501, "NotImplemented", "mode=scan");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_shard_and_parts_of_a_second_are_scanned(bool indexed)
    {
        LogsApi api = await RowsApi.CreateAsync(fixture.Emulator, shards: 2);
        long second = api.Now - 30;
        (await api.PutAsync(Group(api, second, ("low", 10), ("low-late", 20)), "/shards/route?key=" + new string('0', 32))).Ok();
        (await api.PutAsync(Group(api, second, ("high", 15)), "/shards/route?key=" + new string('f', 32))).Ok();
        if (!indexed)
        {
            (await api.CallAsync("DELETE", "/index")).Ok();
        }
        Assert.Equal("low low-late", await KeysAsync(api, "* | where true", ",\"shard\":0"));
        Assert.Equal("high", await KeysAsync(api, "* | where true", ",\"shard\":1"));
        Assert.Equal("low-late high", await KeysAsync(api, "* | where true", ",\"fromNs\":11", second, second + 1));
        Assert.Equal("low", await KeysAsync(api, "* | where true", ",\"toNs\":15", second - 1, second));
        (await api.SearchRawAsync("* | where true", more: ",\"shard\":7")).Fails(400, "ShardNotExist");
    }

    private static LogGroup Group(LogsApi api, params (string Key, uint Nanoseconds)[] logs)
    {
        return Group(api, api.Now, logs);
    }

    private static LogGroup Group(LogsApi api, long time, params (string Key, uint Nanoseconds)[] logs)
    {
        LogGroup group = SampleLog.Group([.. logs.Select(log => new SampleLog(("k", log.Key)) { Time = (uint)time })]);
        for (int i = 0; i < logs.Length; i++)
        {
            group.Logs[i].TimeNs = logs[i].Nanoseconds;
        }
        return group;
    }

    private static async Task<string> KeysAsync(LogsApi api, string query, string more = "", long? from = null, long? to = null)
    {
        return string.Join(' ', (await api.SearchAsync(query, from, to, more))["data"]!.AsArray().Select(row => (string)row!["k"]!));
    }
}
