using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>The matrix of cmdlets and situations has no hole; and of its cells those that the faults leave open: binding from the pipeline, and throttling.</summary>
public sealed class MatrixTests
{
    private const string Everything = """
        $everything = [pscustomobject]@{ ProjectName = $p; LogstoreName = 'store'; MachineGroupName = 'web'; LogtailConfigName = 'conf'; ShardId = 0 }

        """;

    [Fact]
    public async Task Every_cmdlet_is_looked_at_in_every_situation_or_there_is_a_reason()
    {
        using var shell = new Shell();
        var cmdlets = shell.Run("Get-Command -Module AliLogOps -CommandType Cmdlet").ThrowOnError().Output.Select(item => (CmdletInfo)item.BaseObject).ToArray();
        var wanted = cmdlets.SelectMany(cmdlet => Enum.GetValues<Situation>().Select(situation => (cmdlet.Name, situation)));

        var looked = new HashSet<(string, Situation)>();
        foreach (var method in GetType().Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            looked.UnionWith(await CoversAttribute.CellsOfAsync(method));
        }

        // there is nothing to rehearse where nothing is changed
        var rehearsed = cmdlets.Where(cmdlet => !cmdlet.Parameters.ContainsKey("WhatIf")).Select(cmdlet => (cmdlet.Name, Situation.WhatIf));
        var meaningless = Meaningless.Cells.Concat(rehearsed).ToHashSet();
        Assert.Empty(wanted.Except(looked).Except(meaningless));
        Assert.Empty(looked.Concat(meaningless).Except(wanted));
        Assert.Empty(looked.Intersect(meaningless));
    }

    [Theory]
    [Covers(Situation.Pipeline)]
    [MemberData(nameof(CommandLines.Named), MemberType = typeof(CommandLines))]
    public async Task Names_from_the_pipeline_reach_the_same_target(string line, string target)
    {
        await using var service = await ScriptedService.RefuseAsync(401, "Unauthorized", "denied by sts or ram");
        using var shell = service.Open();

        var result = shell.Run(Everything + CommandLines.Piped(line));

        Assert.Equal("AliLog.Unauthorized", result.ErrorId);
        // some cmdlets take the shard from the object as well
        Assert.StartsWith(target, (string)result.Error.TargetObject);
    }

    [Theory]
    [Covers(Situation.Throttled)]
    [MemberData(nameof(CommandLines.All), MemberType = typeof(CommandLines))]
    public async Task Throttling_is_waited_out(string line, string target)
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context => Interlocked.Increment(ref calls) == 1
            ? ScriptedService.RefuseAsync(context, 403, "ReadQuotaExceed", "Project read quota exceed")
            : ScriptedService.RefuseAsync(context, 401, "Unauthorized", "denied by sts or ram"));
        using var shell = service.Open();

        var result = shell.Run(line + " -Verbose");

        // the answer after the wait is the one that counts
        Assert.Equal("AliLog.Unauthorized", result.ErrorId);
        Assert.Equal(target, result.Error.TargetObject);
        Assert.Contains(result.Verbose, text => text.Contains("403 ReadQuotaExceed", StringComparison.Ordinal) && text.Contains("next in", StringComparison.Ordinal));
        Assert.Contains("2 attempts", result.Error.ErrorDetails.Message);
    }

    [Fact]
    public async Task Throttling_without_end_is_an_error_of_its_own()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            // longer than the client may wait in all
            context.Response.Headers.RetryAfter = "3600";
            return ScriptedService.RefuseAsync(context, 403, "ReadQuotaExceed", "Project read quota exceed");
        });
        using var shell = service.Open();

        var result = shell.Run("Get-AliLogProject $p");

        Assert.Equal("AliLog.ReadQuotaExceed", result.ErrorId);
        Assert.Equal(ErrorCategory.ResourceBusy, result.Error.CategoryInfo.Category);
    }
}
