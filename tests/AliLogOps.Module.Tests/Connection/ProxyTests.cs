using System.Management.Automation;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Connection;

/// <summary>Ways through a proxy: one that hands on, one that asks who, one that refuses, one that is down.</summary>
public sealed class ProxyTests(EmulatorFixture emulator)
{
    private const string Password = "marker-of-the-proxy";

    [Fact]
    public async Task Requests_go_through_the_proxy_with_their_whole_address()
    {
        await using var proxy = new ForwardProxy(emulator.Endpoint);
        using var shell = emulator.Open(out var project).Set("proxy", proxy.Address);
        shell.Run("$null = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key -Proxy $proxy").ThrowOnError();

        shell.Run("$null = New-AliLogProject $p | New-AliLogStore -Name store; $null = 'one' | Send-AliLog $p store").ThrowOnError();

        Assert.Equal("one", shell.Run("Read-AliLog $p store -FromBeginning").Get("content"));
        var port = new Uri(emulator.Endpoint).Port;
        Assert.Contains(proxy.Lines, line => line.Contains($" http://{project}.127.0.0.1:{port}/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_asks_for_a_user_gets_the_one_given_and_nobody_else_sees_the_password()
    {
        await using var proxy = new ForwardProxy(emulator.Endpoint, "me", Password);
        using var shell = emulator.Open(out _).Set("proxy", proxy.Address).Set("user", EmulatorFixture.ToCredential("me", Password));
        const string Connect = "$c = Connect-AliLog -Endpoint $endpoint -Region cn-hangzhou -Credential $key -Proxy $proxy";

        var refused = shell.Run($"{Connect}; Get-AliLogProject $p");
        var shown = shell.Show($"{Connect} -ProxyCredential $user; $c; $c | ForEach-Object {{ $_.psobject.Properties.Value }}; Get-AliLogProject -Verbose; [System.Management.Automation.PSSerializer]::Serialize($c)");

        AssertRefused(refused, proxy.Address);
        Assert.Contains("-ProxyCredential", refused.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-AliLogProject").Errors);
        Assert.DoesNotContain(Password, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_that_is_refused_names_the_proxy_and_the_host()
    {
        await using var proxy = new ForwardProxy(emulator.Endpoint);
        using var shell = emulator.Open(out _).Set("proxy", proxy.Address);

        var result = shell.Run("$null = Connect-AliLog cn-hangzhou -Credential $key -Proxy $proxy; Get-AliLogProject my-project");

        AssertRefused(result, proxy.Address);
        Assert.Contains("my-project.cn-hangzhou.log.aliyuncs.com", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("CONNECT my-project.cn-hangzhou.log.aliyuncs.com:443 HTTP/1.1", Assert.Single(proxy.Lines));
    }

    [Fact]
    public async Task A_proxy_that_is_down_is_named_and_not_the_service()
    {
        using var shell = emulator.Open(out _).Set("proxy", await ForwardProxy.DownAsync());

        var result = shell.Run("$null = Connect-AliLog cn-hangzhou -Credential $key -Proxy $proxy; Get-AliLogProject my-project");

        Assert.Equal("AliLog.ProxyNotReached", result.ErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, result.Error.CategoryInfo.Category);
        Assert.StartsWith($"The proxy {shell.Runspace.SessionStateProxy.GetVariable("proxy")} was not reached", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-Proxy", result.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_systems_proxy_is_named_without_its_password()
    {
        await using var proxy = new ForwardProxy(emulator.Endpoint, "me", "another password");
        using var script = RunnerProcess.Start(
            """
            $null = Connect-AliLog cn-hangzhou
            try { Get-AliLogProject my-project -ErrorAction Stop } catch { $_.FullyQualifiedErrorId; "$_"; "$($_.ErrorDetails)"; "$($_.Exception)" }
            """,
            new Dictionary<string, string>
            {
                ["HTTPS_PROXY"] = $"http://me:{Password}@{new Uri(proxy.Address).Authority}",
                ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "LTAI5tNobody0000",
                ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "x",
            });

        var output = await script.FinishAsync();

        Assert.StartsWith("AliLog.ProxyRefused", output, StringComparison.Ordinal);
        Assert.Contains($"The proxy {proxy.Address} does not let", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output, StringComparison.Ordinal);
    }

    private static void AssertRefused(ShellResult result, string proxy)
    {
        Assert.Equal("AliLog.ProxyRefused", result.ErrorId);
        Assert.Equal(ErrorCategory.ConnectionError, result.Error.CategoryInfo.Category);
        Assert.StartsWith($"The proxy {proxy} does not let requests", result.Error.ErrorDetails.Message, StringComparison.Ordinal);
    }
}
