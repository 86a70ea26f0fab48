using System.Globalization;
using System.Text.Json.Nodes;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>What was logged around a log.</summary>
public sealed class ContextLogsTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private const string Index = """{"line":{"token":[" "]},"keys":{"n":{"type":"text","token":[" "]}}}""";

    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Logs_around_a_log_come_in_the_order_of_their_context()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        // the third group of the context arrives before the second, and foreign groups lie between
        await PutAsync(api, "A-9", 0, 1);
        await PutAsync(api, "B-1", 100);
        await PutAsync(api, "A-B", 4, 5);
        await PutAsync(api, "A-A", 2, 3);
        await PutAsync(api, null, 200);
        JsonNode row = await RowAsync(api, "n:3");
        Assert.Equal("A-A", (string)row["__tag__:__pack_id__"]!);

        JsonNode context = await ContextAsync(api, row, 10, 10);
        Assert.Equal("Complete", (string)context["progress"]!);
        Assert.Equal((6, 3, 2), ((int)context["total_lines"]!, (int)context["back_lines"]!, (int)context["forward_lines"]!));
        Assert.Equal("-3:0 -2:1 -1:2 0:3 1:4 2:5", Numbers(context));

        Assert.Equal("-1:2 0:3 1:4", Numbers(await ContextAsync(api, row, 1, 1)));
        Assert.Equal("0:0 1:1 2:2", Numbers(await ContextAsync(api, await RowAsync(api, "n:0"), 5, 2)));
        // each log of an answer leads on
        Assert.Equal("-2:3 -1:4 0:5", Numbers(await ContextAsync(api, context["logs"]![5]!, 2, 2)));
    }

    [Fact]
    public async Task Ids_are_given_only_when_asked_for_and_only_to_logs_with_a_context()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        await PutAsync(api, "A-1", 1);
        await PutAsync(api, null, 2);
        Assert.DoesNotContain("pack", (await api.SearchAsync("*"))["data"]!.ToJsonString(), StringComparison.Ordinal);
        JsonNode answer = await api.SearchAsync("* | with_pack_meta");
        Assert.False((bool)answer["meta"]!["hasSQL"]!);
        Assert.Equal(("* ", ""), ((string)answer["meta"]!["whereQuery"]!, (string)answer["meta"]!["aggQuery"]!));
        Assert.NotNull(answer["data"]![0]!["__pack_meta__"]);
        Assert.Null(answer["data"]![1]!["__pack_meta__"]);
        Assert.Equal("1", (await api.CallAsync("GET", $"?type=histogram&from={api.Now - 60}&to={api.Now + 60}&query=n:1 |with_pack_meta")).Ok().Headers["x-log-count"]);
    }

    [Fact]
    public async Task Logs_of_more_than_a_day_away_are_no_context()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        await PutAsync(api, "A-1", [1], -90_000);
        await PutAsync(api, "A-2", [2], -86_300);
        await PutAsync(api, "A-3", [3], 0);
        Assert.Equal("-1:2 0:3", Numbers(await ContextAsync(api, await RowAsync(api, "n:3"), 5, 5)));
    }

    [Fact]
    public async Task Bad_ids_and_numbers_are_refused()
    {
        LogsApi api = await LogsApi.CreateAsync(_emulator, Index);
        await PutAsync(api, "A-1", 1);
        JsonNode row = await RowAsync(api, "n:1");
        string meta = (string)row["__pack_meta__"]!;
        (await CallAsync(api, "A-1", "nonsense", "1", "1")).Fails(400, "InvalidParameter", "pack_meta");
        (await CallAsync(api, "A-1", meta[..^1] + "7", "1", "1")).Fails(400, "InvalidParameter", "pack_meta");
        (await CallAsync(api, "A-2", meta, "1", "1")).Fails(400, "InvalidParameter", "pack_id 'A-2'");
        (await CallAsync(api, "A-1", meta, "0", "1")).Fails(400, "ParameterInvalid", "back_lines");
        (await CallAsync(api, "A-1", meta, "1", "101")).Fails(400, "ParameterInvalid", "forward_lines");
        (await CallAsync(api, "A-1", meta, "x", "1")).Fails(400, "ParameterInvalid", "back_lines");
        LogsApi other = await LogsApi.CreateAsync(_emulator, Index);
        await PutAsync(other, "A-1", 1);
        (await CallAsync(new LogsApi(_emulator, api.Project, "missing"), "A-1", meta, "1", "1")).Fails(404, "LogStoreNotExist");
    }

    [Fact]
    public async Task Context_goes_on_through_stored_segments()
    {
        using SearchFixture search = new();
        search.SetIndex(Index);
        for (int group = 0; group < 70; group++)
        {
            SampleLog[] logs = [.. Enumerable.Range(0, 1000).Select(i => new SampleLog(("n", Text((group * 1000) + i))) { Tags = [("__pack_id__", $"C-{group:X}")] })];
            await search.WriteAsync(SampleLog.Group(logs));
        }
        Emulator.Logs.Context.ContextSearch context = new(search.Engines);
        long id = search.Database.Read(session => session.Scalar<long>("SELECT id FROM log_group ORDER BY id LIMIT 1 OFFSET 64"));
        List<Emulator.Logs.Context.ContextLog> found = context.Find(search.LogstoreId, new Emulator.Logs.Context.PackMeta(id, 1000, 999), "C", 2, 2);
        Assert.Equal("-2:997 -1:998 0:999 1:0 2:1", string.Join(' ', found.Select(log => $"{log.Number}:{log.Index}")));
    }

    private static Task PutAsync(LogsApi api, string? packId, params int[] numbers)
    {
        return PutAsync(api, packId, numbers, 0);
    }

    private static async Task PutAsync(LogsApi api, string? packId, int[] numbers, int seconds)
    {
        SampleLog[] logs =
        [
            .. numbers.Select(number => new SampleLog(("n", Text(number)))
            {
                Time = (uint)(api.Now - 30 + seconds),
                Tags = packId is null ? [] : [("__pack_id__", packId)],
            }),
        ];
        (await api.PutAsync(SampleLog.Group(logs))).Ok();
    }

    private static async Task<JsonNode> RowAsync(LogsApi api, string query)
    {
        return Assert.Single((await api.SearchAsync(query + " |with_pack_meta", api.Now - 100_000))["data"]!.AsArray())!;
    }

    private static async Task<JsonNode> ContextAsync(LogsApi api, JsonNode row, int back, int forward)
    {
        return (await CallAsync(api, (string)row["__tag__:__pack_id__"]!, (string)row["__pack_meta__"]!, Text(back), Text(forward))).Ok().Json;
    }

    private static Task<TestResponse> CallAsync(LogsApi api, string id, string meta, string back, string forward)
    {
        // the cursor in the meta ends in '=', which the helper for queries cannot carry
        return api.CallAsync("GET", "?type=context_log", change: request =>
        {
            request.Query.Add(new("pack_id", id));
            request.Query.Add(new("pack_meta", meta));
            request.Query.Add(new("back_lines", back));
            request.Query.Add(new("forward_lines", forward));
        });
    }

    private static string Numbers(JsonNode context)
    {
        return string.Join(' ', context["logs"]!.AsArray().Select(log => $"{(string)log!["__index_number__"]!}:{(string)log["n"]!}"));
    }

    private static string Text(int number)
    {
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
