using System.Text;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Http;

public class RequestFormTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("{0}.127.0.0.1")]
    [InlineData("{0}.localhost:1")]
    [InlineData("{0}.cn-hangzhou.log.aliyuncs.com")]
    [InlineData("{0}.cn-hangzhou-intranet.log.aliyuncs.com")]
    public async Task The_project_comes_from_any_host_form(string host)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        foreach (Support.Signing signing in (Support.Signing[])[Support.Signing.V4, Support.Signing.V1])
        {
            TestResponse answer = await _emulator.CallAsync("GET", project, "/", signing: signing,
                change: request => request.Host = string.Format(System.Globalization.CultureInfo.InvariantCulture, host, project));
            Assert.Equal(project, (string?)answer.Ok().Json["projectName"]);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("cn-hangzhou.log.aliyuncs.com")]
    [InlineData("cn-hangzhou-intranet.log.aliyuncs.com")]
    public async Task A_bare_host_lists_projects(string host)
    {
        Assert.NotNull((await _emulator.CallAsync("GET", null, "/", change: request => request.Host = host)).Ok().Json["projects"]);
    }

    [Fact]
    public async Task A_forwarded_host_names_the_project()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        TestResponse answer = await _emulator.CallAsync("GET", null, "/", signing: Support.Signing.V4,
            change: request => request["X-Forwarded-Host"] = $"{project}.cn-hangzhou.log.aliyuncs.com");
        Assert.Equal(project, (string?)answer.Ok().Json["projectName"]);
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task A_request_line_in_absolute_form_is_taken(string version)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        TestRequest request = new("GET", "/logstores") { Host = $"{project}.cn-hangzhou.log.aliyuncs.com" };
        request["x-log-apiversion"] = "0.6.0";
        request.Query.Add(new("logstoreName", "store"));
        _emulator.Sign(request, Enum.Parse<Support.Signing>(version));
        TestResponse answer = await RawHttp.SendAsync(_emulator.EndPoint, request, $"http://{request.Host}{request.Target}");
        Assert.Equal(1, (int)answer.Ok().Json["total"]!);
    }

    [Theory]
    [InlineData("http://h.example", "/", "")]
    [InlineData("http://h.example?a=1", "/", "a=1")]
    [InlineData("http://h.example/p/q?a=1?b", "/p/q", "a=1?b")]
    [InlineData("/p?next=http://x/", "/p", "next=http://x/")]
    [InlineData("/p?", "/p", "")]
    public void A_request_target_is_split(string target, string path, string query)
    {
        Assert.Equal((path, query), RequestReader.SplitTarget(target));
    }

    [Fact]
    public async Task A_chunked_body_is_taken()
    {
        string project = EmulatorFixture.NewProjectName();
        (await _emulator.CallAsync("POST", project, "/", $$"""{"projectName":"{{project}}","description":"in pieces of ten bytes"}""", change: request => request.Chunked = true)).Ok();
        Assert.Equal("in pieces of ten bytes", (string?)(await _emulator.CallAsync("GET", project, "/")).Ok().Json["description"]);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_in_lower_case_headers()
    {
        HashSet<string> ids = [];
        foreach (TestResponse answer in (TestResponse[])[
            await _emulator.CallAsync("GET", null, "/"),
            await _emulator.CallAsync("GET", null, "/", signing: Support.Signing.None),
            await _emulator.CallAsync("GET", "no-project-here", "/"),
            await _emulator.CallAsync("PATCH", null, "/")])
        {
            Assert.Matches("^[0-9A-F]{24}$", answer.RequestId);
            Assert.True(ids.Add(answer.RequestId));
            Assert.Equal("application/json", answer.Headers["Content-Type"]);
        }
    }

    [Fact]
    public async Task Head_answers_like_get_without_a_body()
    {
        TestResponse answer = await _emulator.CallAsync("HEAD", null, "/");
        Assert.Equal(405, answer.Status);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("PATCH", "/")]
    [InlineData("DELETE", "/logstores/")]
    [InlineData("GET", "/no/such/path")]
    [InlineData("PUT", "/logstores")]
    public async Task An_unknown_path_or_verb_is_an_invalid_method(string method, string path)
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName());
        (await _emulator.CallAsync(method, project, path)).Fails(405, "InvalidMethod", path);
    }

    [Theory]
    [InlineData("GET", "/dashboards", "ListDashboard")]
    [InlineData("POST", "/alerts", "CreateAlert")]
    [InlineData("PUT", "/alerts/s1", "UpdateAlert")]
    [InlineData("GET", "/logging", "GetLogging")]
    [InlineData("POST", "/logstores/store-1/shipper", "CreateShipper")]
    public async Task An_operation_that_is_not_built_is_named(string method, string path, string operation)
    {
        (await _emulator.CallAsync(method, "any-project", path)).Fails(501, "NotImplemented", operation);
        (await _emulator.CallAsync(method, "any-project", path, signing: Support.Signing.None)).Fails(400, "MissAccessKeyId");
    }

    [Fact]
    public async Task An_unknown_type_of_one_path_is_named()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        (await _emulator.CallAsync("GET", project, "/logstores/store-1?type=nonsense")).Fails(400, "ParameterInvalid", "nonsense");
        (await _emulator.CallAsync("GET", project, "/logstores/store-1?type=")).Ok();
    }

    [Fact]
    public async Task A_path_may_be_escaped()
    {
        string project = await _emulator.CreateProjectAsync(EmulatorFixture.NewProjectName(), "store-1");
        foreach (Support.Signing signing in (Support.Signing[])[Support.Signing.V4, Support.Signing.V1])
        {
            (await _emulator.CallAsync("GET", project, "/logstores/store%2D1", signing: signing)).Ok();
        }
    }

    [Theory]
    [InlineData(null, 400, "MissingContentType")]
    [InlineData("text/plain", 415, "InvalidContentType")]
    [InlineData("application/x-protobuf", 415, "InvalidContentType")]
    public async Task A_json_body_needs_its_content_type(string? type, int status, string code)
    {
        (await _emulator.CallAsync("POST", null, "/", """{"projectName":"abc-1"}""", change: request =>
        {
            request.Remove("Content-Type");
            if (type is not null)
            {
                request["Content-Type"] = type;
            }
        })).Fails(status, code);
    }

    [Fact]
    public async Task A_content_type_may_have_a_charset()
    {
        (await _emulator.CallAsync("POST", null, "/", $$"""{"projectName":"{{EmulatorFixture.NewProjectName()}}"}""", change: request => request["Content-Type"] = "application/json; charset=utf-8")).Ok();
    }

    [Fact]
    public async Task An_empty_body_is_no_json()
    {
        (await _emulator.CallAsync("POST", null, "/")).Fails(400, "PostBodyInvalid", "The request body is not valid JSON object.");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_kept()
    {
        TestResponse answer = await _emulator.CallAsync("POST", null, "/", change: request =>
        {
            request.Body = new byte[BodyCompression.MaxRawSize + 100_000];
            request["Content-Type"] = "application/json";
        });
        answer.Fails(413, "PostBodyTooLarge", "10485760");
    }

    [Theory]
    [InlineData("a=1&b=&c&a=2", "a=1;b=;c=;a=2")]
    [InlineData("q=a%20b+c%2B&%E4%BD%A0=x%3D", "q=a b c+;你=x=")]
    [InlineData("&&=v", "=v")]
    [InlineData("", "")]
    public void A_query_keeps_order_repetition_and_emptiness(string raw, string expected)
    {
        Assert.Equal(expected, string.Join(';', QueryParameters.Parse(raw).Pairs.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void Percent_encoding_leaves_only_unreserved_characters()
    {
        Assert.Equal("123abc%21%40%23%24%25%5E%26%2A%28%29-%3D_%2B%20~%7C%5C%2F", PercentEncoding.Encode("123abc!@#$%^&*()-=_+ ~|\\/"));
        Assert.Equal("%E6%97%A5%F0%9F%98%80.", PercentEncoding.Encode("日😀."));
        Assert.Equal(Encoding.UTF8.GetString([0xE6, 0x97, 0xA5]), PercentEncoding.Decode("%E6%97%A5"));
    }
}
