using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public sealed class CredentialChainTests : IDisposable
{
    private const string Profiles = """
        {"current":"work","profiles":[
          {"name":"work","mode":"AK","access_key_id":"LTAIwork","access_key_secret":"s1","region_id":"cn-shanghai"},
          {"name":"token","mode":"StsToken","access_key_id":"STS.x","access_key_secret":"s2","sts_token":"t2"},
          {"name":"role","mode":"RamRoleArn","access_key_id":"LTAIwork","access_key_secret":"s1","ram_role_arn":"acs:ram::1:role/reader","ram_session_name":"job","expired_seconds":1200,"sts_region":"cn-beijing"},
          {"name":"chain","mode":"ChainableRamRoleArn","source_profile":"work","ram_role_arn":"acs:ram::1:role/reader"},
          {"name":"ecs","mode":"EcsRamRole","ram_role_name":"host"},
          {"name":"both","mode":"RamRoleArnWithRoleName","ram_role_name":"host","ram_role_arn":"acs:ram::1:role/reader"},
          {"name":"uri","mode":"CredentialsURI","credentials_uri":"http://127.0.0.1:7/k?secret=1"},
          {"name":"oidc","mode":"OIDC","oidc_provider_arn":"acs:ram::1:oidc-provider/gitlab","oidc_token_file":"/nowhere/token","ram_role_arn":"acs:ram::1:role/reader"},
          {"name":"program","mode":"External","process_command":"rm"},
          {"name":"login","mode":"CloudSSO"},
          {"name":"pair","mode":"RsaKeyPair"},
          {"name":"half","mode":"AK","access_key_id":"LTAI"},
          {"name":"blank","mode":"AK","access_key_id":"LTAI","access_key_secret":"marker-secret "},
          {"name":"loop-a","mode":"ChainableRamRoleArn","source_profile":"loop-b","ram_role_arn":"acs:ram::1:role/reader"},
          {"name":"loop-b","mode":"ChainableRamRoleArn","source_profile":"loop-a","ram_role_arn":"acs:ram::1:role/reader"},
          {"name":"norole","mode":"RamRoleArn","access_key_id":"LTAIwork","access_key_secret":"s1","ram_role_arn":"reader"},
        ]}
        """;

    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Nothing_set_up_is_nothing_found_and_nothing_sent()
    {
        Assert.Null(_home.Chain.Find());
        Assert.Empty(_home.Handler.Sent);
    }

    [Fact]
    public async Task The_places_come_in_the_order_of_the_official_libraries()
    {
        // each place is added before the ones that are there already
        _home.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://localhost:1/";
        Assert.Equal("Credentials URI", _home.Chain.Find()!.Source);
        _home.Variables["ALIBABA_CLOUD_ECS_METADATA"] = "host";
        Assert.Equal("ECS role", _home.Chain.Find()!.Source);
        _home.WriteIni("[default]\ntype = access_key\naccess_key_id = LTAIini\naccess_key_secret = x\n");
        Assert.Equal("LTAIini", (await _home.Chain.Find()!.Provider.GetCredentialAsync(TestContext.Current.CancellationToken)).AccessKeyId);
        _home.WriteCli(Profiles);
        Assert.Equal(("profile work", "cn-shanghai"), (_home.Chain.Find()!.Source, _home.Chain.Find()!.Region));
        _home.Variables["ALIBABA_CLOUD_PROFILE"] = "token";
        Assert.Equal("profile token", _home.Chain.Find()!.Source);
        _home.Variables["ALIBABA_CLOUD_ROLE_ARN"] = CredentialHome.Role;
        _home.Variables["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = CredentialHome.Provider;
        _home.Variables["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = "/var/run/token";
        Assert.Equal("OIDC", _home.Chain.Find()!.Source);
        _home.Variables["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "LTAIenv";
        _home.Variables["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "x";
        _home.Variables["ALIBABA_CLOUD_REGION_ID"] = "cn-hangzhou";
        Assert.Equal(("Environment", "cn-hangzhou"), (_home.Chain.Find()!.Source, _home.Chain.Find()!.Region));
        Assert.Empty(_home.Handler.Sent);
    }

    [Fact]
    public void Places_can_be_switched_off()
    {
        _home.WriteCli(Profiles);
        _home.Variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";
        _home.Context = _home.Context with { IsEcsInstance = () => true };
        Assert.Equal("ECS role", _home.Chain.Find()!.Source);
        _home.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";
        Assert.Null(_home.Chain.Find());
    }

    [Fact]
    public void A_profile_that_was_never_filled_in_is_passed_over()
    {
        _home.WriteCli("""{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"","access_key_secret":""}]}""");

        Assert.Null(_home.Chain.Find());
    }

    [Theory]
    [InlineData("work", "LTAIwork", false)]
    [InlineData("token", "STS.x", true)]
    public async Task Profiles_with_keys_give_them(string name, string id, bool temporary)
    {
        AccessKeyCredential key = await _home.WriteCli(Profiles).Chain.OpenProfile(name).Provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        Assert.Equal((id, temporary), (key.AccessKeyId, key.IsTemporary));
    }

    [Theory]
    [InlineData("role", "sts.cn-beijing.aliyuncs.com", "job", "1200")]
    [InlineData("chain", "sts.aliyuncs.com", "AliLogOps", "3600")]
    public async Task Profiles_with_roles_assume_them(string name, string host, string session, string duration)
    {
        _home.WriteCli(Profiles).Handler.Then(Answers.Json(CredentialHome.StsJson));

        AccessKeyCredential key = await _home.Chain.OpenProfile(name).Provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        SentRequest sent = Assert.Single(_home.Handler.Sent);
        Assert.Equal(("STS.assumed0001", true), (key.AccessKeyId, key.IsTemporary));
        Assert.Equal((host, "AssumeRole"), (sent.Host, sent.Headers["x-acs-action"]));
        Assert.Contains($"RoleSessionName={session}&DurationSeconds={duration}", sent.PathAndQuery, StringComparison.Ordinal);
        Assert.StartsWith("ACS3-HMAC-SHA256 Credential=LTAIwork", sent.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_can_be_assumed_by_the_instances_role()
    {
        _home.WriteCli(Profiles).Handler.Then(Answers.Json("v2-token")).Then(Answers.Json(CredentialHome.KeyJson)).Then(Answers.Json(CredentialHome.StsJson));

        AccessKeyCredential key = await _home.Chain.OpenProfile("both").Provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("STS.assumed0001", key.AccessKeyId);
        Assert.Equal("fetched-token", _home.Handler.Sent[2].Headers["x-acs-security-token"]);
    }

    [Theory]
    [InlineData("program", "External")]
    [InlineData("login", "CloudSSO")]
    [InlineData("pair", "RsaKeyPair")]
    [InlineData("half", "access_key_secret")]
    [InlineData("blank", "blank, tab or line break")]
    [InlineData("loop-a", "loop-a → loop-b → loop-a")]
    [InlineData("norole", "'reader' is no role")]
    [InlineData("absent", "no profile 'absent'")]
    public void What_cannot_be_used_is_refused_with_its_name_and_no_secret(string name, string part)
    {
        _home.WriteCli(Profiles);

        LogServiceException failure = Assert.Throws<LogServiceException>(() => _home.Chain.OpenProfile(name));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Unauthenticated, failure.Kind);
        Assert.NotEmpty(failure.Remedy);
        Assert.DoesNotContain("marker-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_JSON_names_the_line_and_shows_nothing_of_it()
    {
        _home.WriteCli("{\n\"profiles\": [ {\"access_key_secret\": \"marker-secret\" oops");

        LogServiceException failure = Assert.Throws<LogServiceException>(() => _home.Chain.Find());

        Assert.Contains("line 2", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_home.Chain.ListProfiles());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"marker\"")]
    [InlineData("""{"profiles":[{"name":"a","access_key_secret":"marker\ud800"}]}""")]
    public void A_file_of_another_form_is_told_and_shows_nothing_of_it(string json)
    {
        _home.WriteCli(json);

        LogServiceException failure = Assert.Throws<LogServiceException>(() => _home.Chain.Find());

        Assert.Contains("profiles", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_home.Chain.ListProfiles());
    }

    [Fact]
    public async Task A_named_profile_is_not_taken_from_a_file_that_is_switched_off()
    {
        _home.WriteCli("""{"profiles":[{"name":"job","mode":"AK","access_key_id":"LTAIcli","access_key_secret":"x"}]}""");
        _home.WriteIni("[job]\ntype = access_key\naccess_key_id = LTAIini\naccess_key_secret = x\n");
        _home.Variables["ALIBABA_CLOUD_PROFILE"] = "job";
        Assert.Equal("LTAIcli", (await _home.Chain.Find()!.Provider.GetCredentialAsync(TestContext.Current.CancellationToken)).AccessKeyId);

        _home.Variables["ALIBABA_CLOUD_CLI_PROFILE_DISABLED"] = "true";

        Assert.Equal("LTAIini", (await _home.Chain.Find()!.Provider.GetCredentialAsync(TestContext.Current.CancellationToken)).AccessKeyId);
    }

    [Fact]
    public void A_named_file_that_is_not_there_is_an_error_and_not_passed_over()
    {
        _home.Variables["ALIBABA_CLOUD_CREDENTIALS_FILE"] = Path.Combine(_home.Folder, "absent");
        _home.Variables["ALIBABA_CLOUD_ECS_METADATA"] = "host";

        LogServiceException failure = Assert.Throws<LogServiceException>(() => _home.Chain.Find());

        Assert.Contains("ALIBABA_CLOUD_CREDENTIALS_FILE", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_home.Chain.ListProfiles());
    }

    [Fact]
    public async Task The_ini_file_has_its_own_words_and_sections_that_are_off()
    {
        _home.WriteIni("""
            # comment
            [default]
            enable = false
            type = access_key
            access_key_id = LTAIoff
            access_key_secret = x
            [app]
            type = ram_role_arn
            access_key_id = LTAIini
            access_key_secret = x
            role_arn = acs:ram::1:role/x
            role_session_name = s1
            enable_vpc = true
            sts_region = cn-hangzhou
            """);
        _home.Handler.Then(Answers.Json(CredentialHome.StsJson));

        Assert.Null(_home.Chain.Find());
        await _home.Chain.OpenProfile("app").Provider.GetCredentialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("sts-vpc.cn-hangzhou.aliyuncs.com", _home.Handler.Sent[0].Host);
        Assert.Equal([("app", "ram_role_arn")], _home.Chain.ListProfiles());
    }

    [Fact]
    public async Task A_role_that_is_refused_tells_the_services_reason()
    {
        _home.WriteCli(Profiles).Handler.Then(Answers.EcsError(403, "NoPermission", "You are not authorized"));

        LogServiceException failure = await FailsAsync(() => _home.Chain.OpenProfile("role").Provider.GetCredentialAsync().AsTask());

        Assert.Equal((ErrorKind.PermissionDenied, "NoPermission"), (failure.Kind, failure.ErrorCode));
    }
}
