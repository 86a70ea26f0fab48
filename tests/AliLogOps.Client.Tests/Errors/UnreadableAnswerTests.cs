using System.Text;
using CsCheck;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class UnreadableAnswerTests
{
    [Theory]
    [InlineData("<html>sign in</html>", "sign in")]
    [InlineData("", "0 bytes")]
    [InlineData("{\"errorCode\":12}", "errorCode")]
    [InlineData("{\"errorCode\":\"\"}", "errorCode")]
    [InlineData("[]", "2 bytes")]
    [InlineData("{\"errorCode\":\"Proj", "Proj")]
    [InlineData("\u0001\u0002\n", "3 bytes")]
    public async Task A_refusal_that_is_not_the_services_is_a_protocol_error_that_says_what_came(string body, string part)
    {
        FakeHandler handler = new FakeHandler().Then(Answers.Html(404, body));
        using LogServiceClient client = Log(handler);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal((ErrorKind.Protocol, 404, ErrorCodes.BadResponse), (failure.Kind, failure.HttpStatus, failure.ErrorCode));
        Assert.Equal(MissingResource.None, failure.MissingResource);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.Contains("text/html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_token_that_a_gateway_repeats_is_not_shown_in_part_either()
    {
        string token = "marker" + string.Concat(Enumerable.Repeat("Token7", 100));
        AccessKeyCredential key = new("STS.id", "secret", token);
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Html(403, $"<p>{new string('x', 120)} x-acs-security-token: {token}</p>")), key: key);

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Contains("x-acs-security-token: ***</p>", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("marker", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"projectName\":")]
    public async Task A_success_that_is_no_JSON_object_is_a_protocol_error(string body)
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Json(body)));

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal((ErrorKind.Protocol, 200, Answers.RequestId), (failure.Kind, failure.HttpStatus, failure.RequestId));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task Any_bytes_instead_of_JSON_are_one_of_the_known_failures(int status) =>
        await Gen.Byte.Array[0, 60].SampleAsync(async bytes =>
        {
            HttpResponseMessage answer = Answers.Bytes(bytes);
            answer.StatusCode = (System.Net.HttpStatusCode)status;
            using LogServiceClient client = Log(new FakeHandler().Then(answer));

            Assert.Equal(ErrorKind.Protocol, (await FailsAsync(() => client.GetProjectAsync(Project))).Kind);
        });

    [Theory]
    [InlineData(200, "projectName")]
    [InlineData(400, "errorCode")]
    public async Task Text_that_is_no_UTF_8_is_a_protocol_error(int status, string member)
    {
        HttpResponseMessage answer = Answers.Bytes([.. Encoding.UTF8.GetBytes($"{{\"{member}\":\""), 0xff, .. "\"}"u8]);
        answer.StatusCode = (System.Net.HttpStatusCode)status;
        using LogServiceClient client = Log(new FakeHandler().Then(answer));

        Assert.Equal(ErrorKind.Protocol, (await FailsAsync(() => client.GetProjectAsync(Project))).Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using LogServiceClient client = Log(new FakeHandler().Then(Answers.Html(302)));

        LogServiceException failure = await FailsAsync(() => client.GetProjectAsync(Project));

        Assert.Equal((ErrorKind.Protocol, 302), (failure.Kind, failure.HttpStatus));
    }
}
