using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>The cmdlets that ask ECS against one that refuses in its own words, or does not answer.</summary>
public sealed class EcsFaultTests
{
    private const string Denial = "User not authorized to operate on the specified resource.";

    [Theory]
    [Covers(Situation.Denied)]
    [MemberData(nameof(CommandLines.Ecs), MemberType = typeof(CommandLines))]
    public async Task A_refusal_is_one_error_with_id_category_target_and_remedy(string line, string target)
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.EcsRefuseAsync(context, 403, "Forbidden.RAM", Denial));
        using var shell = service.Open();

        var result = shell.Run(line);

        Assert.Null(result.Terminating);
        Assert.Empty(result.Output);
        Assert.Equal("AliLog.Forbidden.RAM", result.ErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, result.Error.CategoryInfo.Category);
        Assert.Equal(target, result.Error.TargetObject);
        Assert.Contains("RAM policy", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("4C467B38-3910-447D-87BC-AC049166F216", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [Covers(Situation.Pipeline)]
    [MemberData(nameof(CommandLines.Ecs), MemberType = typeof(CommandLines))]
    public async Task Ids_from_the_pipeline_reach_the_same_target(string line, string target)
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.EcsRefuseAsync(context, 403, "Forbidden.RAM", Denial));
        using var shell = service.Open();

        var result = shell.Run("$everything = [pscustomobject]@{ SecurityGroupId = 'sg-1'; InstanceId = 'i-1' }\n" + CommandLines.Piped(line));

        Assert.Equal("AliLog.Forbidden.RAM", result.ErrorId);
        Assert.Equal(target, result.Error.TargetObject);
    }

    [Theory]
    [Covers(Situation.NotFound, "Get-AliSecurityGroupRule", "Test-AliSecurityGroupRule", "Add-AliSecurityGroupRule", "Remove-AliSecurityGroupRule")]
    [MemberData(nameof(CommandLines.Ecs), MemberType = typeof(CommandLines))]
    public async Task A_missing_group_is_not_found_and_nothing_is_written(string line, string target)
    {
        await using var service = await ScriptedService.StartAsync(context => ScriptedService.EcsRefuseAsync(context, 404, "InvalidSecurityGroupId.NotFound", "The specified SecurityGroupId does not exist."));
        using var shell = service.Open();

        var result = shell.Run(line);

        Assert.Equal("AliLog.InvalidSecurityGroupId.NotFound", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal(target, result.Error.TargetObject);
        Assert.Single(service.Requests);
    }

    [Theory]
    [Covers(Situation.Throttled)]
    [MemberData(nameof(CommandLines.Ecs), MemberType = typeof(CommandLines))]
    public async Task Throttling_is_waited_out(string line, string target)
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context => Interlocked.Increment(ref calls) == 1
            ? ScriptedService.EcsRefuseAsync(context, 400, "Throttling.User", "Request was denied due to user flow control.")
            : ScriptedService.EcsRefuseAsync(context, 403, "Forbidden.RAM", Denial));
        using var shell = service.Open();

        var result = shell.Run(line + " -Verbose");

        Assert.Equal("AliLog.Forbidden.RAM", result.ErrorId);
        Assert.Equal(target, result.Error.TargetObject);
        Assert.Contains(result.Verbose, text => text.Contains("400 Throttling.User", StringComparison.Ordinal) && text.Contains("next in", StringComparison.Ordinal));
        Assert.Contains("2 attempts", result.Error.ErrorDetails.Message);
    }

    [Theory]
    [Covers(Situation.Cancelled)]
    [MemberData(nameof(CommandLines.Ecs), MemberType = typeof(CommandLines))]
    public async Task Stop_returns_at_once_from_a_service_that_does_not_answer(string line, string target)
    {
        await using var service = await ScriptedService.HangAsync();
        using var shell = service.Open();

        var (result, took) = await shell.RunAndStopAsync(line, service.FirstRequest);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.Empty(result.Output);
        Assert.True(took < TimeSpan.FromSeconds(15), $"stopping at {target} took {took}");
        await service.AssertAbortedAsync();
    }
}
