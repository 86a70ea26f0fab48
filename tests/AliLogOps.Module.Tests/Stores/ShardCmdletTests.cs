using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Stores;

public sealed class ShardCmdletTests
{
    private const string Shards = """
        [{"shardID":0,"status":"readonly","inclusiveBeginKey":"00000000000000000000000000000000","exclusiveEndKey":"80000000000000000000000000000000","createTime":1},
         {"shardID":2,"status":"readwrite","inclusiveBeginKey":"00000000000000000000000000000000","exclusiveEndKey":"40000000000000000000000000000000","createTime":2},
         {"shardID":3,"status":"readwrite","inclusiveBeginKey":"40000000000000000000000000000000","exclusiveEndKey":"80000000000000000000000000000000","createTime":2}]
        """;

    [Theory]
    [InlineData("Split-AliLogShard $p store 0", "?action=split")]
    [InlineData("Split-AliLogShard $p store 0 -SplitKey ('4' + '0' * 31)", "?action=split&key=40000000000000000000000000000000")]
    [InlineData("Split-AliLogShard $p store 0 -Count 4", "?action=split&shardCount=4")]
    [InlineData("Merge-AliLogShard $p store 0", "?action=merge")]
    public async Task The_shards_that_changed_are_written(string line, string query)
    {
        var asked = "";
        await using var service = await ScriptedService.StartAsync(context =>
        {
            asked = context.Request.Path + context.Request.QueryString;
            return context.Response.WriteAsync(Shards);
        });
        using var shell = service.Open();

        var result = shell.Run(line).ThrowOnError();

        Assert.Equal("/logstores/store/shards/0" + query, asked);
        Assert.Equal([0, 2, 3], result.Output.Select(shard => (int)shard.Properties["ShardId"].Value));
    }

    [Fact]
    public async Task A_split_whose_answer_was_lost_is_not_an_error()
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context =>
        {
            if (context.Request.Method == "GET")
            {
                return context.Response.WriteAsync(Shards);
            }

            if (calls++ == 0)
            {
                context.Abort();
                return Task.CompletedTask;
            }

            return ScriptedService.RefuseAsync(context, 400, "ParameterInvalid", "shard is readonly");
        });
        using var shell = service.Open();

        Assert.Equal(3, shell.Run("Split-AliLogShard $p store 0").ThrowOnError().Output.Count);
    }

    [Fact]
    public async Task A_refusal_names_the_shard()
    {
        await using var service = await ScriptedService.RefuseAsync(400, "ParameterInvalid", "can not merge the last shard");
        using var shell = service.Open();

        var result = shell.Run("Merge-AliLogShard $p store 1");

        Assert.Equal("AliLog.ParameterInvalid", result.ErrorId);
        Assert.Equal("scripted-project/store/1", result.Error.TargetObject);
        Assert.Contains("can not merge the last shard", result.Error.ErrorDetails.Message);
    }

    [Fact]
    public void A_key_that_is_none_is_refused_before_anything_is_sent()
    {
        using var shell = new Shell();
        shell.Set("key", EmulatorFixture.ToCredential("LTAI5tNobody", "x")).Run("$null = Connect-AliLog cn-hangzhou -Credential $key").ThrowOnError();

        var result = shell.Run("Split-AliLogShard my-project store 0 -SplitKey xyz");

        Assert.Equal(ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
        Assert.Contains("'xyz'", result.Error.ErrorDetails.Message);
    }
}
