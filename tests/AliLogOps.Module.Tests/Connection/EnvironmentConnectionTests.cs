using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Connection;

/// <summary>The environment belongs to the whole process, so nothing else runs beside these.</summary>
[CollectionDefinition(nameof(EnvironmentConnectionTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentConnectionTests))]
public sealed class EnvironmentConnectionTests(EmulatorFixture emulator) : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_REGION_ID")]
    [InlineData("ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_REGION")]
    public void Variables_of_the_official_tools_and_of_Terraform_are_enough(string id, string secret, string region)
    {
        Set(id, emulator.AccessKeyId);
        Set(secret, emulator.AccessKeySecret);
        Set(region, emulator.Region);
        Set("ALILOG_ENDPOINT", emulator.Endpoint);
        using var shell = new Shell();
        Assert.Equal("Environment", shell.Run("Get-AliLogConnection").Get("Source"));
        shell.Run("Get-AliLogProject").ThrowOnError();
        Assert.Equal("Environment", shell.Run("Connect-AliLog -Region cn-shanghai").Get("Source"));
    }

    [Fact]
    public void A_connection_that_was_made_goes_before_the_environment()
    {
        Set("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIfromEnvironment");
        Set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "x");
        Set("ALIBABA_CLOUD_REGION_ID", "cn-beijing");
        using var shell = emulator.Open(out _);
        Assert.Equal(emulator.Endpoint, shell.Run("Get-AliLogConnection").Get("Endpoint"));
        Assert.Equal("https://cn-beijing.log.aliyuncs.com", shell.Run("Disconnect-AliLog; Get-AliLogConnection").Get("Endpoint"));
    }

    [Fact]
    public void A_connection_keeps_its_key_when_the_variables_change_and_commands_without_one_take_the_new()
    {
        Set("ALIBABA_CLOUD_ACCESS_KEY_ID", emulator.AccessKeyId);
        Set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", emulator.AccessKeySecret);
        Set("ALIBABA_CLOUD_REGION_ID", emulator.Region);
        Set("ALILOG_ENDPOINT", emulator.Endpoint);
        using var shell = new Shell().Set("e", emulator.Endpoint);
        shell.Run("$c = Connect-AliLog cn-hangzhou -Endpoint $e; Disconnect-AliLog; $c = Connect-AliLog cn-hangzhou -Endpoint $e").ThrowOnError();
        Set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "another");
        shell.Run("Get-AliLogProject").ThrowOnError();
        using var other = new Shell();
        Assert.Equal("AliLog.SignatureNotMatch", other.Run("Get-AliLogProject").ErrorId);
    }

    [Fact]
    public void Half_a_key_and_a_missing_region_are_named()
    {
        Set("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIhalf");
        using var shell = new Shell();
        var half = shell.Run("Get-AliLogProject");
        Assert.Equal("AliLog.NoCredential", half.ErrorId);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_ID is set", half.Error.ErrorDetails.Message);
        Set("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "x");
        var noRegion = shell.Run("Get-AliLogProject");
        Assert.Equal("AliLog.InvalidArgument", noRegion.ErrorId);
        Assert.Contains("ALIBABA_CLOUD_REGION_ID", noRegion.Error.ErrorDetails.Message);
        Set("ALIBABA_CLOUD_REGION_ID", "Hangzhou!");
        Assert.Contains("ALIBABA_CLOUD_REGION_ID holds 'Hangzhou!'", shell.Run("Get-AliLogConnection").Error.ErrorDetails.Message);
    }

    [Fact]
    public void A_profile_is_completed_connected_with_and_found_without_being_named()
    {
        var home = Directory.CreateTempSubdirectory("alilogops-home-");
        Directory.CreateDirectory(Path.Combine(home.FullName, ".aliyun"));
        File.WriteAllText(Path.Combine(home.FullName, ".aliyun", "config.json"), $$"""{"current":"work","profiles":[{"name":"work","mode":"AK","access_key_id":"{{emulator.AccessKeyId}}","access_key_secret":"{{emulator.AccessKeySecret}}","region_id":"cn-hangzhou"},{"name":"other","mode":"EcsRamRole"}]}""");
        Set(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME", home.FullName);
        Set("ALILOG_ENDPOINT", emulator.Endpoint);
        Set("ALIBABA_CLOUD_REGION_ID", emulator.Region);
        using var shell = new Shell();

        Assert.Equal(["other", "work"], shell.Complete("Connect-AliLog -ProfileName ").CompletionMatches.Select(match => match.CompletionText).Order(StringComparer.Ordinal));
        Assert.Equal("profile work", shell.Run("Get-AliLogConnection").Get("Source"));
        shell.Run("Get-AliLogProject").ThrowOnError();
        Assert.Equal("cn-hangzhou", shell.Run("Connect-AliLog -ProfileName work").Get("Region"));
        Assert.Equal("https://cn-hangzhou.log.aliyuncs.com", shell.Run("Get-AliLogConnection").Get("Endpoint"));
        home.Delete(recursive: true);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private void Set(string name, string value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
