using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>The cmdlets whose answer is a list of findings: what is an error elsewhere is a row with a remedy here.</summary>
public sealed class FindingTests
{
    [Theory]
    [Covers(Situation.Denied)]
    [MemberData(nameof(CommandLines.Finding), MemberType = typeof(CommandLines))]
    public async Task A_refusal_is_a_finding_that_says_what_to_allow(string line)
    {
        await using var service = await ScriptedService.StartAsync(Deny);
        using var shell = service.Open();

        AssertFailed(shell.Run(line), "RAM policy");
    }

    [Theory]
    [Covers(Situation.NotFound)]
    [MemberData(nameof(CommandLines.Finding), MemberType = typeof(CommandLines))]
    public async Task A_missing_project_is_a_finding(string line)
    {
        await using var service = await ScriptedService.StartAsync(context => context.Request.Headers["Host"].ToString().StartsWith("scripted-project", StringComparison.Ordinal)
            ? ScriptedService.RefuseAsync(context, 404, "ProjectNotExist", "The Project does not exist : scripted-project")
            : context.Response.WriteAsync("""{"count":0,"total":0,"projects":[],"Arn":"acs:ram::1:user/u","AccountId":"1","IdentityType":"RAMUser"}"""));
        using var shell = service.Open();

        AssertFailed(shell.Run(line), "project");
    }

    [Theory]
    [Covers(Situation.Throttled)]
    [MemberData(nameof(CommandLines.Finding), MemberType = typeof(CommandLines))]
    public async Task Throttling_is_waited_out(string line)
    {
        var calls = 0;
        await using var service = await ScriptedService.StartAsync(context => Interlocked.Increment(ref calls) == 1
            ? ScriptedService.RefuseAsync(context, 403, "ReadQuotaExceed", "Project read quota exceed")
            : Deny(context));
        using var shell = service.Open();

        var result = shell.Run(line + " -Verbose");

        // what was found is what the service says when it is not busy
        AssertFailed(result, "RAM policy");
        Assert.Contains(result.Verbose, text => text.Contains("403 ReadQuotaExceed", StringComparison.Ordinal) && text.Contains("next in", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Output, row => row.Properties["Evidence"].Value.ToString()!.Contains("quota", StringComparison.Ordinal));
    }

    [Theory]
    [Covers(Situation.Cancelled)]
    [MemberData(nameof(CommandLines.Finding), MemberType = typeof(CommandLines))]
    public async Task Stop_returns_at_once_from_a_service_that_does_not_answer(string line)
    {
        await using var service = await ScriptedService.HangAsync();
        using var shell = service.Open();

        var (result, took) = await shell.RunAndStopAsync(line, service.FirstRequest);

        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.InRange(took.TotalSeconds, 0, 15);
        await service.AssertAbortedAsync();
    }

    private static Task Deny(HttpContext context) => context.Request.Headers.ContainsKey("x-acs-action")
        ? ScriptedService.StsRefuseAsync(context, 403, "Forbidden.RAM", "User not authorized to operate on the specified resource.")
        : ScriptedService.RefuseAsync(context, 401, "Unauthorized", "denied by sts or ram");

    private static void AssertFailed(ShellResult result, string remedy)
    {
        var failed = result.ThrowOnError().Output.Where(row => row.Properties["Status"].Value.ToString() == "Fail").ToArray();
        Assert.NotEmpty(failed);
        Assert.Contains(failed, row => row.Properties["Remedy"].Value.ToString()!.Contains(remedy, StringComparison.OrdinalIgnoreCase));
    }
}
