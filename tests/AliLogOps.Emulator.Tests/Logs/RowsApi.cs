using System.Text.Json.Nodes;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Calls that change and delete logs of a logstore with enableModify.</summary>
internal static class RowsApi
{
    public const string Index = """{"line":{"token":[" "]},"keys":{"k":{"type":"text","token":[" "],"doc_value":true},"n":{"type":"long","doc_value":true}}}""";

    public static Task<LogsApi> CreateAsync(TestEmulator emulator, int shards = 1)
    {
        return LogsApi.CreateAsync(emulator, Index, shards, enableModify: true);
    }

    /// <summary>Members of a body that select the logs of a query in the last hour and the next minute.</summary>
    public static string ByQuery(this LogsApi api, string query)
    {
        return $$""" "from":{{api.Now - 3600}},"to":{{api.Now + 60}},"query":{{Text(query)}} """;
    }

    /// <summary>The member of a body that selects the only log of a search by its row id.</summary>
    public static async Task<string> ByRowAsync(this LogsApi api, string query)
    {
        return ByRow(await api.RowIdAsync(query));
    }

    public static string ByRow(string rowId)
    {
        return $$""" "rowId":{{Text(rowId)}} """;
    }

    public static Task<TestResponse> TryDeleteAsync(this LogsApi api, string rows)
    {
        return api.CallAsync("POST", "/deletelogs", $$"""{{{rows}}}""");
    }

    /// <returns>Logs deleted.</returns>
    public static async Task<int> DeleteAsync(this LogsApi api, string rows)
    {
        return Affected(await api.TryDeleteAsync(rows));
    }

    public static Task<TestResponse> TryUpdateAsync(this LogsApi api, string rows, string data, string? mode = null)
    {
        string updateMode = mode is null ? "" : $$""","updateMode":{{Text(mode)}}""";
        return api.CallAsync("POST", "/updatelogs", $$"""{{{rows}}{{updateMode}},"data":{{Text(data)}}}""");
    }

    /// <returns>Logs changed.</returns>
    public static async Task<int> UpdateAsync(this LogsApi api, string rows, string data, string? mode = null)
    {
        return Affected(await api.TryUpdateAsync(rows, data, mode));
    }

    /// <summary>Rows of a search in the order of time and arrival, up to a hundred.</summary>
    public static async Task<List<JsonNode>> RowsAsync(this LogsApi api, string query)
    {
        return [.. (await api.SearchAsync(query))["data"]!.AsArray().Select(row => row!)];
    }

    /// <summary>Values of a key of the rows of a search; the one given for rows without it.</summary>
    public static async Task<string> ValuesAsync(this LogsApi api, string query, string key = "k")
    {
        return string.Join(' ', (await api.RowsAsync(query)).Select(row => (string?)row[key] ?? "-"));
    }

    /// <summary>Row id of the only log of a search.</summary>
    public static async Task<string> RowIdAsync(this LogsApi api, string query)
    {
        return (string)Assert.Single(await api.RowsAsync(query))["__rowid__"]!;
    }

    public static async Task<long> CountAsync(this LogsApi api, string query = "*")
    {
        TestResponse answer = (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 3600}&to={api.Now + 60}&query={query}")).Ok();
        return long.Parse(answer.Headers["x-log-count"], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The only value of a row of SQL.</summary>
    public static async Task<string> SqlAsync(this LogsApi api, string query)
    {
        return (string)Assert.Single(Assert.Single(await api.RowsAsync(query)).AsObject()).Value!;
    }

    /// <summary>All logs of a shard as a consumer reads them: key and value pairs.</summary>
    public static async Task<List<string>> PulledAsync(this LogsApi api, int shard = 0)
    {
        (LogGroupList groups, _) = await api.PullAsync(shard, await api.CursorAsync(shard, "begin"));
        return [.. groups.LogGroups.SelectMany(group => group.Logs).Select(log => string.Join(',', log.Contents.Select(content => $"{content.Key}={content.Value}")))];
    }

    public static string Text(string text)
    {
        return JsonValue.Create(text).ToJsonString();
    }

    private static int Affected(TestResponse answer)
    {
        JsonNode body = answer.Ok().Json;
        int affected = (int)body["affected_rows"]!;
        Assert.Equal(affected, (int)body["affectedRows"]!);
        Assert.Equal(affected.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Headers["x-log-affectedrows"]);
        return affected;
    }
}
