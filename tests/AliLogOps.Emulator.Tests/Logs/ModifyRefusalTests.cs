using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>What UpdateLogs and DeleteLogs refuse; nothing changes then.</summary>
public sealed class ModifyRefusalTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("""RANGE,"query":"" """, "ParameterInvalid", "query is empty")]
    [InlineData("""RANGE,"query":"  " """, "ParameterInvalid", "query is empty")]
    [InlineData("RANGE", "ParameterInvalid", "query and rowId are both lacking")]
    [InlineData("""RANGE,"rowId":"" """, "ParameterInvalid", "query and rowId are both lacking")]
    [InlineData("""RANGE,"query":"* | select 1" """, "ParameterInvalid", "sql and spl are not supported")]
    [InlineData("""RANGE,"query":"* | where k = 'a'" """, "ParameterInvalid", "sql and spl are not supported")]
    [InlineData("""RANGE,"query":"* | with_pack_meta" """, "ParameterInvalid", "with_pack_meta")]
    [InlineData("""RANGE,"query":"select k from log" """, "ParameterInvalid", "sql query must follow search query")]
    [InlineData("""RANGE,"query":"a and" """, "ParameterInvalid", "OLSQueryParseError")]
    [InlineData("""RANGE,"query":"other: a" """, "ParameterInvalid", "other")]
    [InlineData("""RANGE,"query":1 """, "ParameterInvalid", "query")]
    [InlineData("""RANGE,"rowId":1 """, "ParameterInvalid", "rowId")]
    [InlineData(""" "query":"*" """, "InvalidTimeRange", "from")]
    [InlineData(""" "from":5,"query":"*" """, "InvalidTimeRange", "to")]
    [InlineData(""" "from":5,"to":5,"query":"*" """, "InvalidTimeRange", "must be less than")]
    [InlineData(""" "from":"x","to":5,"query":"*" """, "InvalidTimeRange", "'x'")]
    [InlineData(""" "rowId":"ROW","from":5,"to":5 """, "InvalidTimeRange", "must be less than")]
    [InlineData(""" "rowId":"ROW","to":"later" """, "InvalidTimeRange", "'later'")]
    [InlineData(""" "rowId":"ROW","from":-1 """, "InvalidTimeRange", "'-1'")]
    [InlineData(""" "rowId":"nonsense" """, "ParameterInvalid", "rowId 'nonsense' is no row id")]
    [InlineData(""" "rowId":"0|1" """, "ParameterInvalid", "no row id")]
    [InlineData(""" "rowId":"0|01|0" """, "ParameterInvalid", "no row id")]
    [InlineData(""" "rowId":"0|1|-1" """, "ParameterInvalid", "no row id")]
    [InlineData(""" "rowId":"1|1|1" """, "ParameterInvalid", "no row id")]
    public async Task Logs_that_are_not_told_rightly(string rows, string code, string message)
    {
        (LogsApi api, string row) = await StoreAsync();
        rows = rows.Replace("RANGE", $"\"from\":{api.Now - 60},\"to\":{api.Now + 60}", StringComparison.Ordinal).Replace("ROW", row, StringComparison.Ordinal);
        (await api.TryDeleteAsync(rows)).Fails(400, code, message);
        (await api.TryUpdateAsync(rows, """{"k":"changed"}""")).Fails(400, code, message);
        Assert.Equal("kept", await api.ValuesAsync("*"));
    }

    [Theory]
    [InlineData("""{}""", 400, "ParameterInvalid", "data has no key")]
    [InlineData("""[]""", 400, "ParameterInvalid", "data is '[]'")]
    [InlineData("""k""", 400, "ParameterInvalid", "data is 'k'")]
    [InlineData("", 400, "ParameterInvalid", "data is ''")]
    [InlineData("""{"k":"a","k":"b"}""", 400, "ParameterInvalid", "each key once")]
    [InlineData("""{"k":1}""", 400, "ParameterInvalid", "data has 1 for the key k")]
    [InlineData("""{"k":null}""", 400, "ParameterInvalid", "null for the key k")]
    [InlineData("""{"k":{"a":"b"}}""", 400, "ParameterInvalid", "for the key k")]
    [InlineData("""{"":"a"}""", 400, "InvalidKey", "a key of the updated log is empty")]
    [InlineData("""{"__time__":"1"}""", 400, "InvalidKey", "__time__")]
    [InlineData("""{"__source__":"1"}""", 400, "InvalidKey", "__source__")]
    [InlineData("""{"__topic__":"1"}""", 400, "InvalidKey", "__topic__")]
    [InlineData("""{"__rowid__":"1"}""", 400, "InvalidKey", "__rowid__")]
    [InlineData("""{"__time_ns_part__":"1"}""", 400, "InvalidKey", "__time_ns_part__")]
    [InlineData("""{"__tag__:a":"1"}""", 400, "InvalidKey", "__tag__:a")]
    [InlineData("""{"__partition_time__":"1"}""", 400, "InvalidKey", "__partition_time__")]
    public async Task Data_that_no_log_can_have(string data, int status, string code, string message)
    {
        (LogsApi api, string row) = await StoreAsync();
        foreach (string mode in (string[])["partial", "full"])
        {
            (await api.TryUpdateAsync(RowsApi.ByRow(row), data, mode)).Fails(status, code, message);
        }
        Assert.Equal("kept", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task Data_beyond_the_limits_of_a_log()
    {
        (LogsApi api, string row) = await StoreAsync();
        string rows = RowsApi.ByRow(row);
        (await api.TryUpdateAsync(rows, new JsonObject { [new string('k', 129)] = "" }.ToJsonString())).Fails(400, "InvalidKey", "129 bytes");
        (await api.TryUpdateAsync(rows, new JsonObject { ["k"] = new string('v', (1024 * 1024) + 1) }.ToJsonString())).Fails(413, "PostBodyTooLarge", "a value of the updated log");
        TestResponse large = await api.TryUpdateAsync(rows, "xxx" + string.Concat(Enumerable.Repeat("\U0001F600", 50_000)));
        Assert.InRange(large.Fails(400, "ParameterInvalid", "data is 'xxx").ErrorMessage.Length, 100, 300);
        string half = new('v', 600_000);
        Assert.Equal(1, await api.UpdateAsync(rows, new JsonObject { ["a"] = half }.ToJsonString()));
        // each value fits, the log they would make does not: none of the logs changes
        (await api.PutAsync(api.Group(("k", "small")))).Ok();
        (await api.TryUpdateAsync(api.ByQuery("*"), new JsonObject { ["b"] = half }.ToJsonString())).Fails(413, "PostBodyTooLarge", "the updated log has 12000");
        Assert.Equal("- -", await api.ValuesAsync("*", "b"));
    }

    [Theory]
    [InlineData(""" "updateMode":"some","data":"{\"k\":\"a\"}" """, "updateMode some is invalid")]
    [InlineData(""" "updateMode":"","data":"{\"k\":\"a\"}" """, "updateMode  is invalid")]
    [InlineData(""" "updateMode":1,"data":"{\"k\":\"a\"}" """, "updateMode")]
    [InlineData(""" "updateMode":"full" """, "data is lacking")]
    [InlineData(""" "data":{"k":"a"} """, "field data is {\"k\":\"a\"}: it must be a string")]
    public async Task Updates_that_are_not_told_rightly(string members, string message)
    {
        (LogsApi api, string row) = await StoreAsync();
        (await api.CallAsync("POST", "/updatelogs", $$"""{"rowId":"{{row}}",{{members}}}""")).Fails(400, "ParameterInvalid", message);
        Assert.Equal("kept", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task A_logstore_without_enableModify()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, RowsApi.Index, shards: 1);
        (await api.PutAsync(api.Group(("k", "kept")))).Ok();
        (await api.TryDeleteAsync(api.ByQuery("*"))).Fails(400, "NotSupported", "enableModify");
        (await api.TryDeleteAsync(RowsApi.ByRow("0|1|0"))).Fails(400, "NotSupported", "enableModify");
        (await api.TryUpdateAsync(api.ByQuery("*"), """{"k":"a"}""")).Fails(400, "NotSupported", "enableModify");
        Assert.Equal("kept", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task A_logstore_that_is_not_there_and_a_body_that_is_no_object()
    {
        (LogsApi api, _) = await StoreAsync();
        LogsApi missing = new(_emulator, api.Project, "missing");
        (await missing.TryDeleteAsync(api.ByQuery("*"))).Fails(404, "LogStoreNotExist");
        (await missing.TryUpdateAsync(api.ByQuery("*"), """{"k":"a"}""")).Fails(404, "LogStoreNotExist");
        (await api.CallAsync("POST", "/deletelogs", "[]")).Fails(400, "PostBodyInvalid");
        (await api.CallAsync("POST", "/updatelogs", "[]")).Fails(400, "PostBodyInvalid");
    }

    private async Task<(LogsApi Api, string Row)> StoreAsync()
    {
        LogsApi api = await RowsApi.CreateAsync(_emulator);
        (await api.PutAsync(api.Group(("k", "kept")))).Ok();
        return (api, await api.RowIdAsync("*"));
    }
}
