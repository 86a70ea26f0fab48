using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Connection;

public sealed class ConnectionCmdletTests(EmulatorFixture emulator)
{
    private const string Key = "-Credential $key";

    [Fact]
    public void Connect_returns_a_connection_that_shows_nothing_secret_and_becomes_the_default()
    {
        using var shell = Open();
        var connection = shell.Run($"Connect-AliLog cn-hangzhou {Key}");
        Assert.Equal("https://cn-hangzhou.log.aliyuncs.com (cn-hangzhou)", connection.Single().ToString());
        Assert.Equal("LTAI***0000", connection.Get("AccessKeyId"));
        Assert.DoesNotContain("top-secret", shell.Show($"Connect-AliLog cn-hangzhou {Key}; $c = Get-AliLogConnection; $c; \"$c\"; $c.psobject.Properties | ForEach-Object {{ $_.Value }}"), StringComparison.Ordinal);
        Assert.Equal("Parameter", shell.Run("Get-AliLogConnection").Get("Source"));
    }

    [Theory]
    [InlineData("-Region cn-shanghai -Network Intranet", "https://cn-shanghai-intranet.log.aliyuncs.com")]
    [InlineData("-Endpoint ap-southeast-1.log.aliyuncs.com", "https://ap-southeast-1.log.aliyuncs.com")]
    [InlineData("-Endpoint http://127.0.0.1:8080 -Region cn-hangzhou -SignatureVersion V1 -TimeoutSec 5", "http://127.0.0.1:8080")]
    public void The_endpoint_comes_from_region_and_network_or_as_it_is(string arguments, string endpoint)
    {
        using var shell = Open();
        Assert.Equal(endpoint, shell.Run($"Connect-AliLog {arguments} {Key}").Get("Endpoint"));
    }

    [Theory]
    [InlineData("-Region CN_Hangzhou", "'CN_Hangzhou' is no region code")]
    [InlineData("-Region CN_Hangzhou", "Did you mean 'cn-hangzhou'?")]
    [InlineData("-Region Hangzhou", "Give one of the codes the Log Service console lists.")]
    [InlineData("-Endpoint 'http://example.com'", "plain HTTP")]
    [InlineData("-Endpoint 'my-project.cn-hangzhou.log.aliyuncs.com'", "begins with a project")]
    [InlineData("-Endpoint 'https://cn-hangzhou.log.aliyuncs.com/path'", "is no endpoint")]
    [InlineData("-Endpoint 'http://127.0.0.1:8080'", "does not name a region")]
    [InlineData("-Endpoint cn-hangzhou.log.aliyuncs.com -Network Intranet", "exclude each other")]
    public void Bad_input_is_refused_with_the_value_and_the_remedy(string arguments, string text)
    {
        using var shell = Open();
        var result = shell.Run($"Connect-AliLog {arguments} {Key}");
        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidArgument, result.Error.CategoryInfo.Category);
        Assert.Contains(text, result.Error.ToString());
        Assert.DoesNotContain("(Parameter '", result.Error.ToString());
        Assert.Equal("caught", shell.Run($"try {{ Connect-AliLog {arguments} {Key} }} catch {{ 'caught' }}").Single().ToString());
    }

    [Fact]
    public void A_region_that_is_nearly_a_known_one_is_warned_about_and_a_new_one_is_not()
    {
        using var shell = Open();
        Assert.Equal("No region 'cn-hangzou' is known here. Did you mean 'cn-hangzhou'?", Assert.Single(shell.Run($"Connect-AliLog cn-hangzou {Key}").ThrowOnError().Warnings));
        Assert.Empty(shell.Run($"Connect-AliLog cn-hangzhou {Key}; Connect-AliLog sa-santiago-1 {Key}").ThrowOnError().Warnings);
    }

    [Theory]
    [InlineData("LTAI5tKey0000", "secret with blank ")]
    [InlineData("LTAI5t Key0000", "secret")]
    [InlineData("LTAI5tKey0000", "secret\n")]
    public void A_key_with_blanks_is_refused_without_being_shown(string id, string secret)
    {
        using var shell = Open().Set("bad", EmulatorFixture.ToCredential(id, secret));
        var result = shell.Run("Connect-AliLog cn-hangzhou -Credential $bad");
        Assert.Equal("AliLog.InvalidArgument", result.ErrorId);
        Assert.Contains("contains a blank, tab or line break", result.Error.ToString());
        Assert.DoesNotContain(secret, result.Error.Exception.ToString() + result.Error.ErrorDetails);
    }

    [Fact]
    public void A_security_token_needs_its_key_and_makes_the_connection_a_temporary_one()
    {
        using var shell = Open().Set("token", EmulatorFixture.ToCredential("x", "token-text").Password);
        Assert.True((bool)shell.Run($"Connect-AliLog cn-hangzhou {Key} -SecurityToken $token").Get("IsTemporary")!);
        Assert.Equal("AliLog.InvalidArgument", shell.Run("Connect-AliLog cn-hangzhou -SecurityToken $token").ErrorId);
    }

    [Fact]
    public void An_emulator_object_can_be_piped_to_Connect()
    {
        using var shell = new Shell();
        shell.Set("e", emulator.Endpoint).Set("r", emulator.Region).Set("key", emulator.Credential);
        Assert.Equal(emulator.Endpoint, shell.Run("[pscustomobject]@{ Endpoint = $e; Region = $r; Credential = $key; ProcessId = 1 } | Connect-AliLog").Get("Endpoint"));
        Assert.NotNull(shell.Run("Get-AliLogProject").ThrowOnError());
    }

    [Fact]
    public void Runspaces_do_not_share_a_default_but_may_share_a_connection()
    {
        using var first = emulator.Open(out var project);
        var connection = first.Run("$null = New-AliLogProject $p; Get-AliLogConnection").Single();
        using var second = new Shell().Set("c", connection).Set("p", project);
        Assert.Equal("AliLog.NoConnection", second.Run("Get-AliLogProject $p").ErrorId);
        Assert.Equal(project, second.Run("Get-AliLogProject $p -Connection $c").Get("ProjectName"));
    }

    [Fact]
    public void Parallel_runspaces_work_with_a_connection_handed_in()
    {
        using var shell = emulator.Open(out var project);
        var names = shell.Run("$null = New-AliLogProject $p; $c = Get-AliLogConnection; 1..4 | ForEach-Object -Parallel { (Get-AliLogProject $using:p -Connection $using:c).ProjectName }").ThrowOnError().Output;
        Assert.Equal([project, project, project, project], names.Select(name => name.ToString()));
    }

    [Fact]
    public void Without_a_connection_one_terminating_error_names_all_three_ways()
    {
        using var shell = new Shell();
        var result = shell.Run("'one', 'two' | Get-AliLogProject");
        Assert.Equal("AliLog.NoConnection", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.ConnectionError, result.Error.CategoryInfo.Category);
        var advice = result.Error.ErrorDetails.Message + result.Error.ErrorDetails.RecommendedAction;
        Assert.Contains("Connect-AliLog", advice);
        Assert.Contains("-Connection", advice);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_ID", advice);
    }

    [Fact]
    public void Disconnect_forgets_the_key_for_everybody_who_holds_the_connection()
    {
        using var shell = emulator.Open(out _);
        var result = shell.Run("$c = Get-AliLogConnection; Disconnect-AliLog; Get-AliLogProject -Connection $c");
        Assert.Equal("AliLog.ConnectionClosed", result.ErrorId);
        Assert.False((bool)shell.Run("$c.IsOpen").Single().BaseObject);
        Assert.Equal("AliLog.NoConnection", shell.Run("Get-AliLogProject").ErrorId);
        Assert.Empty(shell.Run("Disconnect-AliLog; Get-AliLogConnection").ThrowOnError().Output);
    }

    [Fact]
    public void Removing_the_module_forgets_the_default()
    {
        using var shell = emulator.Open(out _);
        shell.Run($"Remove-Module AliLogOps; Import-Module '{StagedModule.Manifest}'").ThrowOnError();
        Assert.Empty(shell.Run("Get-AliLogConnection").ThrowOnError().Output);
    }

    [Fact]
    public void A_wrong_secret_is_an_authentication_error_that_shows_what_was_signed_but_no_secret()
    {
        using var shell = emulator.Open(out _);
        shell.Set("wrong", EmulatorFixture.ToCredential(emulator.AccessKeyId, "wrong-secret-marker"));
        var result = shell.Run("$null = Connect-AliLog cn-hangzhou -Endpoint $endpoint -Credential $wrong; Get-AliLogProject $p -Verbose");
        Assert.Equal("AliLog.SignatureNotMatch", result.ErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.AuthenticationError, result.Error.CategoryInfo.Category);
        Assert.Contains("SLS4-HMAC-SHA256", result.Error.ErrorDetails.Message);
        Assert.DoesNotContain("wrong-secret-marker", string.Join('\n', result.Verbose) + result.Error.Exception + result.Error.ErrorDetails.Message + result.HostText);
    }

    private static Shell Open() => new Shell().Set("key", EmulatorFixture.ToCredential("LTAI5tFake0000", "top-secret"));
}
