using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public sealed class CredentialSourceTests : IDisposable
{
    private readonly CredentialHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task An_instances_role_is_asked_for_with_a_token_first()
    {
        _home.Handler.Then(Answers.Json("the-token")).Then(Answers.Json("host-role\n")).Then(Answers.Json(CredentialHome.KeyJson));

        AccessKeyCredential key = await new EcsRoleSource(null, _home.Context).FetchAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("STS.fetched0001", true), (key.AccessKeyId, key.IsTemporary));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), key.Expiration);
        Assert.Equal(["PUT /latest/api/token", "GET /latest/meta-data/ram/security-credentials/", "GET /latest/meta-data/ram/security-credentials/host-role"], _home.Handler.Sent.Select(sent => $"{sent.Method} {sent.PathAndQuery}"));
        Assert.Equal("21600", _home.Handler.Sent[0].Headers["X-aliyun-ecs-metadata-token-ttl-seconds"]);
        Assert.All(_home.Handler.Sent.Skip(1), sent => Assert.Equal("the-token", sent.Headers["X-aliyun-ecs-metadata-token"]));
    }

    [Fact]
    public async Task Without_tokens_the_older_way_is_taken_unless_it_is_switched_off()
    {
        _home.Handler.Then(Answers.Html(404)).Then(Answers.Json(CredentialHome.KeyJson)).Then(Answers.Html(404));

        await new EcsRoleSource("host", _home.Context).FetchAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("X-aliyun-ecs-metadata-token", _home.Handler.Sent[1].Headers.Keys);

        _home.Variables["ALIBABA_CLOUD_IMDSV1_DISABLED"] = "true";
        LogServiceException failure = await FailsAsync(() => new EcsRoleSource("host", _home.Context).FetchAsync(default));
        Assert.Contains("ALIBABA_CLOUD_IMDSV1_DISABLED", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_not_attached_is_named()
    {
        _home.Handler.Then(Answers.Json("t")).Then(Answers.Html(404));

        Assert.Contains("no role 'other'", (await FailsAsync(() => new EcsRoleSource("other", _home.Context).FetchAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metadata_service_that_is_not_there_is_tried_again_and_then_told()
    {
        for (int i = 0; i < 3; i++)
        {
            _home.Handler.ThenThrow(new HttpRequestException("no route"));
        }

        LogServiceException failure = await FailsAsync(() => new EcsRoleSource("host", _home.Context).FetchAsync(default));

        Assert.Contains("was not reached", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, _home.Handler.Sent.Count);
    }

    [Fact]
    public async Task A_credentials_uri_hands_out_keys()
    {
        _home.Handler.Then(Answers.Json(CredentialHome.KeyJson)).Then(Answers.Json("""{"Code":"Failed"}""")).Then(Answers.Html(200));
        UriSource source = new(new Uri("http://127.0.0.1:7001/keys?pass=marker"), _home.Context);

        Assert.Equal("STS.fetched0001", (await source.FetchAsync(TestContext.Current.CancellationToken)).AccessKeyId);
        Assert.DoesNotContain("marker", source.ToString(), StringComparison.Ordinal);
        Assert.Contains("code Failed", (await FailsAsync(() => source.FetchAsync(default))).Message, StringComparison.Ordinal);
        LogServiceException html = await FailsAsync(() => source.FetchAsync(default));
        Assert.Contains("no JSON", html.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", html.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/keys")]
    [InlineData("ftp://127.0.0.1/keys")]
    public void A_credentials_uri_in_plain_text_over_the_network_is_refused(string uri) =>
        Assert.Throws<ArgumentException>(() => new UriSource(new Uri(uri), _home.Context));

    [Theory]
    [InlineData("https://helper:marker@example.com/keys")]
    [InlineData("http://example.com/keys?pass=marker")]
    [InlineData("helper:marker@127.0.0.1/keys?x=a@marker")]
    [InlineData("/keys?pass=marker")]
    public void An_address_that_is_refused_is_shown_without_what_may_be_secret(string uri)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => new UriSource(new Uri(uri, UriKind.RelativeOrAbsolute), _home.Context));

        Assert.Contains("keys", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_helper_that_stalls_in_its_answer_lets_go_of_a_caller_who_gives_up()
    {
        TaskCompletionSource asked = new();
        await using RawServer server = new(async connection =>
        {
            await connection.ReadAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, connection.Stopped);
        });
        using CancellationTokenSource stop = new();
        Task<AccessKeyCredential> fetch = new UriSource(new Uri($"http://127.0.0.1:{server.Port}/keys"), _home.Context with { Handler = null }).FetchAsync(stop.Token);
        await asked.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_helper_that_answers_without_end_is_told()
    {
        for (int i = 0; i < 3; i++)
        {
            _home.Handler.Then(Answers.Json(new string(' ', 70_000)));
        }

        Assert.Contains("more than the 65536 bytes", (await FailsAsync(() => new UriSource(new Uri("https://helper.example/keys"), _home.Context).FetchAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_OIDC_token_from_a_variable_travels_in_the_body_unsigned_and_is_shown_nowhere()
    {
        _home.Variables["GITLAB_TOKEN"] = "marker.jwt.token\n";
        _home.Handler.Then(Answers.Json(CredentialHome.StsJson)).Then(Answers.EcsError(400, "AuthenticationFail.OIDCToken.Expired", "token marker.jwt.token is over"));
        OidcSource source = OidcSource.FromVariable(new RoleRequest { RoleArn = CredentialHome.Role, SessionName = "ci" }, CredentialHome.Provider, "GITLAB_TOKEN", _home.Context);

        AccessKeyCredential key = await source.FetchAsync(TestContext.Current.CancellationToken);
        LogServiceException failure = await FailsAsync(() => source.FetchAsync(default));

        SentRequest sent = _home.Handler.Sent[0];
        Assert.Equal("STS.assumed0001", key.AccessKeyId);
        Assert.Equal("/", sent.PathAndQuery);
        Assert.DoesNotContain("authorization", sent.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Action=AssumeRoleWithOIDC", sent.Text, StringComparison.Ordinal);
        Assert.Contains("OIDCToken=marker.jwt.token&RoleArn=acs%3Aram%3A%3A1%3Arole%2Freader&RoleSessionName=ci", sent.Text, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Unauthenticated, failure.Kind);
        Assert.DoesNotContain("marker", failure.ToString() + source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_OIDC_token_file_is_read_anew_for_each_key()
    {
        _home.Write("token", "one");
        _home.Handler.Then(Answers.Json(CredentialHome.StsJson)).Then(Answers.Json(CredentialHome.StsJson));
        OidcSource source = OidcSource.FromFile(new RoleRequest { RoleArn = CredentialHome.Role }, CredentialHome.Provider, Path.Combine(_home.Folder, "token"), _home.Context);

        await source.FetchAsync(TestContext.Current.CancellationToken);
        _home.Write("token", "two");
        await source.FetchAsync(TestContext.Current.CancellationToken);

        Assert.Contains("OIDCToken=one&", _home.Handler.Sent[0].Text, StringComparison.Ordinal);
        Assert.Contains("OIDCToken=two&", _home.Handler.Sent[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_OIDC_token_is_told_before_anything_is_sent()
    {
        OidcSource variable = OidcSource.FromVariable(new RoleRequest { RoleArn = CredentialHome.Role }, CredentialHome.Provider, "NOTHING", _home.Context);
        OidcSource file = OidcSource.FromFile(new RoleRequest { RoleArn = CredentialHome.Role }, CredentialHome.Provider, Path.Combine(_home.Folder, "none"), _home.Context);

        Assert.Contains("NOTHING", (await FailsAsync(() => variable.FetchAsync(default))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await FailsAsync(() => file.FetchAsync(default))).Message, StringComparison.Ordinal);
        Assert.Empty(_home.Handler.Sent);
    }

    [Theory]
    [InlineData("reader", "AliLogOps", 3600, "is no role")]
    [InlineData(CredentialHome.Role, "a b", 3600, "cannot name a session")]
    [InlineData(CredentialHome.Role, "ok", 60, "900 s")]
    public void A_role_that_cannot_be_is_refused(string arn, string session, int seconds, string part)
    {
        RoleRequest role = new() { RoleArn = arn, SessionName = session, DurationSeconds = seconds };

        ArgumentException fault = Assert.Throws<ArgumentException>(() => new AssumeRoleSource(role, new StaticCredentialProvider(SignatureInputs.Key), _home.Context));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }
}
