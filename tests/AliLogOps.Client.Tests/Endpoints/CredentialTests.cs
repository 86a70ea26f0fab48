namespace AliLogOps.Client.Tests;

public class CredentialTests
{
    [Theory]
    [InlineData(" id", "secret", null, "AccessKey id")]
    [InlineData("id", "secret\n", null, "AccessKey secret")]
    [InlineData("id", "sec ret", null, "AccessKey secret")]
    [InlineData("id", "secret", "to\tken", "security token")]
    [InlineData("", "secret", null, "AccessKey id")]
    [InlineData("id", "", null, "AccessKey secret")]
    [InlineData("id", "sécret", null, "AccessKey secret")]
    public void A_badly_copied_key_is_refused_without_being_shown(string id, string secret, string? token, string part)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new AccessKeyCredential(id, secret, token));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ret", failure.Message.Replace("secret is", string.Empty, StringComparison.Ordinal).Replace("AccessKey secret", string.Empty, StringComparison.Ordinal).Replace("accessKeySecret", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_shows_its_masked_id_only()
    {
        AccessKeyCredential key = new("LTAI5tAbCdEfGhIjKl", "verysecret", "tokentoken");

        Assert.Equal("LTAI***IjKl (temporary)", key.ToString());
        Assert.Equal("LTAI***IjKl (temporary)", new StaticCredentialProvider(key).ToString());
        Assert.True(key.IsTemporary);
        Assert.DoesNotContain(key.GetType().GetProperties(), property => property.Name.Contains("Secret", StringComparison.Ordinal) || property.Name.Contains("Token", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_token_is_none() => Assert.False(new AccessKeyCredential("id", "secret", "").IsTemporary);

    public static TheoryData<string[], string, string, string?> Environments => new()
    {
        { ["ALIBABA_CLOUD_ACCESS_KEY_ID=a", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=b"], "a", "b", null },
        { ["ALIBABA_CLOUD_ACCESS_KEY_ID=a", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=b", "ALIBABA_CLOUD_SECURITY_TOKEN=c"], "a", "b", "c" },
        { ["ALICLOUD_ACCESS_KEY=a", "ALICLOUD_SECRET_KEY=b", "ALICLOUD_REGION=cn-hangzhou"], "a", "b", null },
        { ["ALICLOUD_ACCESS_KEY_ID=a", "ALICLOUD_ACCESS_KEY_SECRET=b", "ALICLOUD_SECURITY_TOKEN=c"], "a", "b", "c" },
        { ["ALICLOUD_ACCESS_KEY_ID=a", "ALICLOUD_SECRET_KEY=b"], "a", "b", null },
        { ["ALIBABACLOUD_ACCESS_KEY_ID=a", "ALIBABACLOUD_ACCESS_KEY_SECRET=b"], "a", "b", null },
        { ["ALIBABA_CLOUD_ACCESS_KEY_ID=new", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=b", "ALICLOUD_ACCESS_KEY=old", "ALICLOUD_SECRET_KEY=x", "ALICLOUD_SECURITY_TOKEN=y"], "new", "b", null },
        { ["ALIBABA_CLOUD_ACCESS_KEY_ID=", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=", "ALICLOUD_ACCESS_KEY=a", "ALICLOUD_SECRET_KEY=b"], "a", "b", null },
    };

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task The_environment_is_read_by_the_names_of_all_tools(string[] variables, string id, string secret, string? token)
    {
        EnvironmentCredentialProvider provider = new(Lookup(variables));

        AccessKeyCredential key = await provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        Assert.True(provider.IsConfigured);
        Assert.Equal((id, secret, token), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
    }

    [Theory]
    [InlineData("", "No AccessKey is set", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    [InlineData("ALICLOUD_ACCESS_KEY=a", "ALICLOUD_ACCESS_KEY is set, but the AccessKey secret is not", "ALICLOUD_SECRET_KEY")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_SECRET=marker", "ALIBABA_CLOUD_ACCESS_KEY_SECRET is set, but the AccessKey id is not", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    [InlineData("ALICLOUD_ACCESS_KEY=a;ALICLOUD_SECRET_KEY=marker ", "ALICLOUD_SECRET_KEY holds a blank", "ALICLOUD_SECRET_KEY")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID=\ta;ALIBABA_CLOUD_ACCESS_KEY_SECRET=marker", "ALIBABA_CLOUD_ACCESS_KEY_ID holds a blank", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    public async Task An_incomplete_or_badly_pasted_environment_is_refused_by_name(string variables, string message, string remedy)
    {
        EnvironmentCredentialProvider provider = new(Lookup(variables.Split(';')));

        LogServiceException failure = await TestClients.FailsAsync(async () => await provider.GetCredentialAsync(TestContext.Current.CancellationToken));

        Assert.Equal((ErrorKind.Unauthenticated, ErrorCodes.NoCredential), (failure.Kind, failure.ErrorCode));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_REGION_ID=cn-a1;ALICLOUD_REGION=cn-b1", "cn-a1")]
    [InlineData("ALICLOUD_REGION=ap-southeast-1", "ap-southeast-1")]
    [InlineData("ALIBABA_CLOUD_DEFAULT_REGION=cn-c1", "cn-c1")]
    [InlineData("ALICLOUD_REGION_ID=cn-d1", "cn-d1")]
    [InlineData("", null)]
    public void The_region_is_read_from_the_environment(string variables, string? expected) =>
        Assert.Equal(expected, EnvironmentSettings.FindRegion(Lookup(variables.Split(';'))));

    [Fact]
    public void A_region_with_blanks_is_refused_by_name()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => EnvironmentSettings.FindRegion(Lookup(["ALICLOUD_REGION= cn-hangzhou"])));

        Assert.Contains("ALICLOUD_REGION", failure.Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Lookup(string[] variables) =>
        name => variables.FirstOrDefault(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
