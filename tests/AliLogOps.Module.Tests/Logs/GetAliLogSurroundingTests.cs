using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Logs;

public sealed class GetAliLogSurroundingTests
{
    private const string Page = """{"meta":{"progress":"Complete","count":1,"hasSQL":false},"data":[{"__time__":"1700000000","__source__":"h","msg":"bad","__tag__:__pack_id__":"AB-1","__pack_meta__":"2|MTY1|3|0"}]}""";
    private const string Context = """
        {"total_lines":4,"back_lines":2,"forward_lines":1,"progress":"Complete","logs":[
          {"__index_number__":"1","__time__":"1700000001","__source__":"h","msg":"after"},
          {"__index_number__":"-2","__time__":"1699999998","__source__":"h","msg":"first"},
          {"__index_number__":"-1","__time__":"1699999999","__source__":"h","msg":"before"},
          {"__index_number__":"0","__time__":"1700000000","__source__":"h","msg":"bad"}]}
        """;

    [Fact]
    public async Task A_log_that_was_found_leads_to_its_neighbours_in_order()
    {
        var queries = new List<string>();
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            if (context.Request.Method == "POST")
            {
                using var reader = new StreamReader(context.Request.Body);
                queries.Add(await reader.ReadToEndAsync());
                await context.Response.WriteAsync(queries.Count == 1 ? Page : """{"meta":{"progress":"Complete","count":0,"hasSQL":false},"data":[]}""");
                return;
            }

            queries.Add(context.Request.QueryString.Value!);
            await context.Response.WriteAsync(Context);
        });
        using var shell = service.Open();

        var entries = shell.Run("Search-AliLog $p store bad -IncludePackId -First 1 | Get-AliLogSurrounding -Before 1 -After 5").ThrowOnError().Output;

        Assert.Contains("bad |with_pack_meta", queries[0]);
        Assert.Equal("?type=context_log&pack_id=AB-1&pack_meta=2%7CMTY1%7C3%7C0&back_lines=1&forward_lines=5", queries[1]);
        Assert.Equal(["before", "bad", "after"], entries.Select(entry => (string)entry.Properties["msg"].Value));
        Assert.Equal([-1, 0, 1], entries.Select(entry => (int)entry.Properties["ContextIndex"].Value));
        Assert.Contains("AliLogOps.LogEntry", entries[0].TypeNames);
    }

    [Fact]
    public async Task A_log_without_ids_is_told_how_to_get_them()
    {
        await using var service = await ScriptedService.RefuseAsync(500, "InternalServerError", "not reached");
        using var shell = service.Open();

        var result = shell.Run("[pscustomobject]@{ ProjectName = $p; LogstoreName = 'store' } | Get-AliLogSurrounding");

        Assert.Equal("AliLog.PackIdMissing", result.ErrorId);
        Assert.Contains("-IncludePackId", result.Error.ErrorDetails.RecommendedAction);
        Assert.Empty(service.Requests);
    }
}
