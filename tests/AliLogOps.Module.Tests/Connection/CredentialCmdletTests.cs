using AliLogOps.Module.Tests.Conventions;
using AliLogOps.Module.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace AliLogOps.Module.Tests.Connection;

/// <summary>Keys that are fetched, from a service that serves STS and instance metadata too.</summary>
public sealed class CredentialCmdletTests
{
    private const string Project = """{"projectName":"scripted-project","description":"d","region":"cn-hangzhou","status":"Normal"}""";
    private const string Key = """{"Code":"Success","AccessKeyId":"STS.instance0001","AccessKeySecret":"marker-secret","SecurityToken":"marker-token","Expiration":"2099-01-01T00:00:00Z"}""";
    private const string Assumed = """{"RequestId":"R","Credentials":{"AccessKeyId":"STS.assumed00001","AccessKeySecret":"marker-secret","SecurityToken":"marker-token","Expiration":"2099-01-01T00:00:00Z"}}""";

    [Fact]
    public async Task An_instances_role_serves_and_its_key_shows_after_the_first_request()
    {
        await using var service = await StartAsync();
        using var shell = Open(service);

        var connection = shell.Run("$c = Connect-AliLog -Endpoint $e -Region cn-hangzhou -EcsRole; $c");
        Assert.Equal(("ECS role", ""), (connection.Get("Source"), connection.Get("AccessKeyId")));
        Assert.Empty(service.Requests);

        shell.Run("$null = Get-AliLogProject scripted-project, scripted-project").ThrowOnError();
        Assert.Equal("STS.***0001", shell.Run("$c").Get("AccessKeyId"));
        Assert.Equal(2099, ((DateTimeOffset)shell.Run("$c").Get("KeyExpiration")!).Year);
        Assert.Equal(3, service.Requests.Count(request => request.Contains("/latest/", StringComparison.Ordinal)));
        Assert.DoesNotContain("marker", shell.Show("$c.psobject.Properties | ForEach-Object { $_.Value }; $c"), StringComparison.Ordinal);
        shell.Run("Disconnect-AliLog").ThrowOnError();
        Assert.Equal("STS.***0001", shell.Run("$c").Get("AccessKeyId"));
    }

    [Theory]
    [InlineData("-Credential $key -RoleArn acs:ram::1:role/reader -RoleSessionName job -RoleDuration 20m", "role reader (Parameter)")]
    [InlineData("-EcsRole -EcsRoleName host -RoleArn acs:ram::1:role/reader", "role reader (ECS role)")]
    [InlineData("-OidcProviderArn acs:ram::1:oidc-provider/gitlab -RoleArn acs:ram::1:role/reader -OidcTokenFile $f", "OIDC")]
    public async Task A_role_is_assumed_with_whatever_key_there_is(string arguments, string source)
    {
        await using var service = await StartAsync();
        using var shell = Open(service);
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "a.jwt");

        var result = shell.Set("f", file).Run($"$c = Connect-AliLog -Endpoint $e -Region cn-hangzhou {arguments}; $null = Get-AliLogProject scripted-project; $c");

        File.Delete(file);
        Assert.Equal((source, "STS.***0001"), (result.Get("Source"), result.Get("AccessKeyId")));
    }

    [Fact]
    public async Task A_credentials_uri_serves()
    {
        await using var service = await StartAsync();
        using var shell = Open(service);

        Assert.Equal("STS.***0001", shell.Run("$c = Connect-AliLog -Endpoint $e -Region cn-hangzhou -CredentialUri \"$e/keys\"; $null = Get-AliLogProject scripted-project; $c").Get("AccessKeyId"));
    }

    [Theory]
    [InlineData("-RoleSessionName x", "-RoleSessionName belongs to a role")]
    [InlineData("-Credential $key -RoleArn reader", "'reader' is no role")]
    [InlineData("-Credential $key -RoleArn acs:ram::1:role/r -RoleDuration 5m", "900 s")]
    [InlineData("-OidcProviderArn acs:ram::1:oidc-provider/g -RoleArn acs:ram::1:role/r", "-OidcTokenVariable")]
    [InlineData("-OidcProviderArn gitlab -RoleArn acs:ram::1:role/r -OidcTokenVariable X", "'gitlab' is no OIDC provider")]
    [InlineData("-CredentialUri http://example.com/", "https")]
    [InlineData("-Credential $key -Proxy http://me:pass@proxy:3128", "http://proxy:3128 holds a user")]
    public async Task What_cannot_be_is_refused_before_anything_is_sent(string arguments, string part)
    {
        await using var service = await StartAsync();
        using var shell = Open(service);

        var result = shell.Run($"Connect-AliLog -Endpoint $e -Region cn-hangzhou {arguments}");

        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Contains(part, result.Error.ErrorDetails.Message);
        Assert.Empty(service.Requests);
    }

    [Fact]
    [Covers(Situation.NotFound, "Connect-AliLog")]
    public void A_profile_that_is_not_there_is_named()
    {
        using var shell = new Shell();

        var result = shell.Run("Connect-AliLog cn-hangzhou -ProfileName no-such-profile");

        Assert.Equal("AliLog.NoCredential", result.ErrorId);
        Assert.Contains("'no-such-profile'", result.Error.ErrorDetails.Message);
    }

    private static Task<ScriptedService> StartAsync() => ScriptedService.StartAsync(context => context.Request.Path.Value switch
    {
        "/latest/api/token" => context.Response.WriteAsync("token"),
        "/latest/meta-data/ram/security-credentials/" => context.Response.WriteAsync("host"),
        "/latest/meta-data/ram/security-credentials/host" or "/keys" => context.Response.WriteAsync(Key),
        "/" when context.Request.Headers.ContainsKey("x-acs-action") => context.Response.WriteAsync(Assumed),
        _ => context.Response.WriteAsync(Project),
    });

    private static Shell Open(ScriptedService service) => new Shell().Set("e", service.Endpoint).Set("key", EmulatorFixture.ToCredential("LTAI5tBase0000", "marker-secret"));
}
