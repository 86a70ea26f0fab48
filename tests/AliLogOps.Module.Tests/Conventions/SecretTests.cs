using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>A secret that can be recognised goes in everywhere and may come out nowhere, not even when the service repeats it.</summary>
public sealed class SecretTests
{
    private const string Secret = "marker-secret-5Xq";
    private const string Token = "marker-token-7Yw";

    // an exception leads to its method, and from there to all of its assembly: megabytes in which no secret can be
    private static readonly TypeData[] s_code = [.. new[] { typeof(MemberInfo), typeof(Assembly), typeof(System.Reflection.Module), typeof(PSModuleInfo), typeof(CommandMetadata) }
        .Select(type => new TypeData(type) { SerializationMethod = "String" })];

    [Theory]
    [MemberData(nameof(CommandLines.All), MemberType = typeof(CommandLines))]
    public async Task No_stream_and_no_record_of_any_cmdlet_holds_a_secret(string line, string target)
    {
        await using var service = await StartAsync();
        using var shell = Open(service);

        var result = shell.Run($$"""
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            {{line}} -ErrorVariable problems
            $everything = @($problems) + @($Error) + @(Get-AliLogConnection)
            [System.Management.Automation.PSSerializer]::Serialize($everything, 10)
            $everything | ForEach-Object { "$_"; "$($_.Exception)"; $_.psobject.Properties | ForEach-Object { "$($_.Value)" } }
            """);
        var shown = shell.Show(line + " -Verbose");

        Assert.NotEmpty(result.Verbose);
        Assert.NotEmpty(target);
        AssertNone(result);
        Assert.DoesNotContain("marker-", shown, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CommandLines.Finding), MemberType = typeof(CommandLines))]
    [InlineData("Get-AliEcsInstance i-1")]
    [InlineData("Get-AliSecurityGroupRule sg-1")]
    [InlineData("Add-AliSecurityGroupRule sg-1 -Port 11111 -SourceCidrIp 10.0.0.0/8")]
    [InlineData("Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key -SecurityToken $token -RoleArn acs:ram::1:role/r; Get-AliLogProject $p")]
    public async Task Cmdlets_with_ways_of_their_own_hold_to_it_too(string line)
    {
        await using var service = await StartAsync();
        using var shell = Open(service);

        var result = shell.Run($$"""
            $VerbosePreference = $DebugPreference = 'Continue'
            try { {{line}} } catch { $_; $_.Exception.ToString() }
            [System.Management.Automation.PSSerializer]::Serialize(@($Error), 10)
            """);

        AssertNone(result);
    }

    // it repeats whatever came with the request, as a careless gateway does
    private static Task<ScriptedService> StartAsync() => ScriptedService.StartAsync(context =>
    {
        var echo = string.Join(' ', context.Request.Headers.Select(header => $"{header.Key}={header.Value}")).Replace("\"", "'", StringComparison.Ordinal) + $" {Secret} {Token}";
        return context.Request.Headers.ContainsKey("x-acs-action")
            ? ScriptedService.StsRefuseAsync(context, 403, "Forbidden.RAM", echo)
            : ScriptedService.RefuseAsync(context, 401, "SignatureNotMatch", echo);
    });

    private static Shell Open(ScriptedService service)
    {
        var shell = service.Prepare(new Shell(types: s_code))
            .Set("key", EmulatorFixture.ToCredential("STS.marked0000000001", Secret))
            .Set("token", EmulatorFixture.ToCredential("x", Token).Password);
        shell.Run("$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key -SecurityToken $token").ThrowOnError();
        return shell;
    }

    private static void AssertNone(ShellResult result)
    {
        var everything = string.Join('\n', [
            .. result.Output.Select(item => item.BaseObject.ToString()),
            .. result.Verbose, .. result.Warnings, result.HostText,
            .. result.Errors.Select(Describe), Describe(result.Terminating)]);
        Assert.DoesNotContain("marker-", everything, StringComparison.Ordinal);
    }

    private static string Describe(ErrorRecord? error) => error is null ? "" : $"{error} {error.ErrorDetails?.Message} {error.ErrorDetails?.RecommendedAction} {error.Exception} {error.TargetObject} {error.CategoryInfo} {error.ScriptStackTrace}";
}
