using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>Every cmdlet against a service that refuses, hangs or is not there.</summary>
public sealed class FaultTests
{
    private const string Marker = "marker-of-the-secret";

    [Theory]
    [Covers(Situation.Denied)]
    [MemberData(nameof(CommandLines.All), MemberType = typeof(CommandLines))]
    public async Task A_refusal_is_one_error_with_id_category_target_and_remedy(string line, string target)
    {
        await using var service = await ScriptedService.RefuseAsync(401, "Unauthorized", "denied by sts or ram");
        using var shell = service.Open(secret: Marker);
        var result = shell.Run(line + " -Verbose");
        Assert.Null(result.Terminating);
        // what was not sent is given back
        Assert.Equal(CommandLines.CmdletOf(line) == "Send-AliLog" ? 1 : 0, result.Output.Count);
        Assert.Equal("AliLog.Unauthorized", result.ErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, result.Error.CategoryInfo.Category);
        Assert.Equal(target, result.Error.TargetObject);
        Assert.NotEmpty(result.Error.ErrorDetails.RecommendedAction);
        Assert.Contains("5F00AABBCCDDEEFF00112233", result.Error.ErrorDetails.Message);
        var name = CommandLines.CmdletOf(line).Replace("-", "", StringComparison.Ordinal);
        Assert.Equal($"AliLog.Unauthorized,AliLogOps.Commands.{name}Command", result.Error.FullyQualifiedErrorId);
        Assert.DoesNotContain(Marker, string.Join('\n', result.Verbose) + result.Error + result.Error.Exception + result.HostText);
    }

    [Theory]
    [Covers(Situation.NotFound)]
    [MemberData(nameof(CommandLines.InProject), MemberType = typeof(CommandLines))]
    public async Task A_missing_project_is_not_found_and_never_created(string line, string target)
    {
        await using var service = await ScriptedService.RefuseAsync(404, "ProjectNotExists", "The Project does not exist : scripted-project");
        using var shell = service.Open();
        var result = shell.Run(line);
        Assert.Equal("AliLog.ProjectNotExist", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal(target, result.Error.TargetObject);
        if (CommandLines.CmdletOf(line).Split('-')[0] is not ("New" or "Split" or "Merge" or "Send") && !line.StartsWith("Set-AliLogProject", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(service.Requests, request => request.StartsWith("POST", StringComparison.Ordinal) && !request.EndsWith("/logs", StringComparison.Ordinal));
        }
    }

    [Theory]
    [Covers(Situation.Cancelled)]
    [MemberData(nameof(CommandLines.All), MemberType = typeof(CommandLines))]
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

    [Theory]
    [Covers(Situation.WhatIf)]
    [MemberData(nameof(CommandLines.Writes), MemberType = typeof(CommandLines))]
    public async Task WhatIf_reads_at_most_and_names_the_target(string line, string target)
    {
        await using var service = await ScriptedService.RefuseAsync(404, "ProjectNotExist", "The Project does not exist : scripted-project");
        using var shell = service.Open();
        var result = shell.Run(line + " -WhatIf").ThrowOnError();
        Assert.Contains($"on target \"{target}\".", result.HostText);
        Assert.DoesNotContain(service.Requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
        // what a removal, a split or a merge leaves is the service's to say
        Assert.Equal(line.Split('-')[0] is "Remove" or "Split" or "Merge" ? 0 : 1, result.Output.Count);
    }

    [Theory]
    [MemberData(nameof(CommandLines.Writes), MemberType = typeof(CommandLines))]
    public async Task A_no_at_the_prompt_writes_and_emits_nothing(string line, string target)
    {
        await using var service = await ScriptedService.RefuseAsync(404, NotFoundCode(line), "does not exist");
        using var shell = service.Open();
        shell.Terminal.Answers.Enqueue("No");
        var result = shell.Run(line + " -Confirm");
        if (line.StartsWith("Add-", StringComparison.Ordinal))
        {
            // the group itself is missing, which is an error before the question
            Assert.Equal("AliLog.MachineGroupNotExist", result.ErrorId);
            return;
        }

        result.ThrowOnError();
        Assert.Contains(target, Assert.Single(result.Prompts));
        Assert.Empty(result.Output);
        Assert.DoesNotContain(service.Requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_connection_error()
    {
        string endpoint;
        await using (var service = await ScriptedService.HangAsync())
        {
            endpoint = service.Endpoint;
        }

        using var shell = new Shell().Set("key", EmulatorFixture.ToCredential("LTAI5tNobody", "x")).Set("e", endpoint);
        var (result, _) = await shell.RunAndStopAsync("$null = Connect-AliLog cn-hangzhou -Endpoint $e -Credential $key; Get-AliLogProject some-project -Verbose", running => running.Streams.Verbose.Count > 0);
        Assert.Equal(PSInvocationState.Stopped, result.State);
        Assert.Contains(result.Verbose, line => line.Contains("no answer", StringComparison.Ordinal) && line.Contains("attempt 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_of_the_next_command_is_not_taken_for_ours()
    {
        await using var service = await ScriptedService.StartAsync(async context => await context.Response.WriteAsync("""{"projectName":"scripted-project","description":"","region":"cn-hangzhou","status":"Normal"}"""));
        using var shell = service.Open();
        var result = shell.Run("Get-AliLogProject $p | ForEach-Object { throw 'downstream' }");
        Assert.Equal("downstream", result.Terminating!.FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Stop", true)]
    [InlineData("SilentlyContinue", false)]
    public async Task ErrorAction_works_each_way(string action, bool stops)
    {
        await using var service = await ScriptedService.RefuseAsync(404, "ProjectNotExist", "The Project does not exist : scripted-project");
        using var shell = service.Open();
        var result = shell.Run($"Get-AliLogProject $p -ErrorAction {action}; 'after'");
        Assert.Equal(stops, result.Terminating is not null);
        Assert.Equal(stops ? 0 : 1, result.Output.Count);
    }

    private static string NotFoundCode(string line) => line switch
    {
        _ when line.Contains("Project", StringComparison.Ordinal) => "ProjectNotExist",
        _ when line.Contains("Index", StringComparison.Ordinal) => "IndexConfigNotExist",
        _ when line.Contains("Store", StringComparison.Ordinal) => "LogStoreNotExist",
        _ when line.Contains("Group", StringComparison.Ordinal) => "MachineGroupNotExist",
        _ => "ConfigNotExist",
    };
}
