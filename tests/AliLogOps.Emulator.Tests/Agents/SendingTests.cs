using System.Net;
using AliLogOps.Emulator.Agents;
using AliLogOps.Emulator.Agents.Sending;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class SendingTests
{
    [Fact]
    public void The_signature_is_the_one_the_official_client_makes()
    {
        string authorization = AgentSignature.Authorization(
            "testAccessKeyId",
            "testAccessKeySecret",
            "POST",
            "61D5978709EBDCDA98F2B6D80E85FCBE",
            "application/x-protobuf",
            "Mon, 06 May 2024 07:08:09 GMT",
            [
                new("x-log-signaturemethod", "hmac-sha1"),
                new("x-log-compresstype", "lz4"),
                new("x-log-bodyrawsize", "59"),
                new("x-log-apiversion", "0.6.0"),
            ],
            "/logstores/my-logstore/shards/lb");
        Assert.Equal("LOG testAccessKeyId:vLfLW8WB6AKOkkz3YZ8TeZe6g/s=", authorization);
    }

    [Theory]
    [InlineData(403, "WriteQuotaExceed", SendVerdict.Retry)]
    [InlineData(403, "ShardWriteQuotaExceed", SendVerdict.Retry)]
    [InlineData(429, "", SendVerdict.Retry)]
    [InlineData(500, "InternalServerError", SendVerdict.Retry)]
    [InlineData(502, "", SendVerdict.Retry)]
    [InlineData(503, "ServerBusy", SendVerdict.Retry)]
    [InlineData(400, "RequestTimeTooSkewed", SendVerdict.Retry)]
    [InlineData(400, "RequestTimeExpired", SendVerdict.Retry)]
    [InlineData(401, "Unauthorized", SendVerdict.Reject)]
    [InlineData(401, "SignatureNotMatch", SendVerdict.Reject)]
    [InlineData(403, "ProjectForbidden", SendVerdict.Reject)]
    [InlineData(404, "ProjectNotExist", SendVerdict.Reject)]
    [InlineData(404, "LogStoreNotExist", SendVerdict.Reject)]
    [InlineData(400, "PostBodyInvalid", SendVerdict.Reject)]
    [InlineData(413, "PostBodyTooLarge", SendVerdict.Reject)]
    [InlineData(501, "NotImplemented", SendVerdict.Reject)]
    public void An_answer_is_tried_again_or_given_up_by_its_status_and_code(int status, string code, object verdict)
    {
        SendOutcome outcome = PutLogsAnswer.Judge((HttpStatusCode)status, $$"""{"errorCode":"{{code}}","errorMessage":"m"}""");
        Assert.Equal((verdict, $"{status} {code}".TrimEnd()), (outcome.Verdict, outcome.Reason));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"errorCode":1}""")]
    public void An_answer_without_a_code_is_judged_by_its_status(string body)
    {
        Assert.Equal(SendOutcome.Retry("500"), PutLogsAnswer.Judge(HttpStatusCode.InternalServerError, body));
        Assert.Equal(SendOutcome.Reject("404"), PutLogsAnswer.Judge(HttpStatusCode.NotFound, body));
        Assert.Equal(SendOutcome.Sent, PutLogsAnswer.Judge(HttpStatusCode.OK, body));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_tried_again()
    {
        using PutLogsSender sender = new(() => new PutLogsAccount(new Uri("http://127.0.0.1:1"), "x", "id", "secret"), TimeProvider.System);
        SendOutcome outcome = await sender.SendAsync(new SendTarget("p", "s"), new byte[] { 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(SendOutcome.Retry("network: ConnectionError"), outcome);
    }

    [Fact]
    public void The_account_never_shows_its_secret()
    {
        PutLogsAccount account = new(new Uri("http://127.0.0.1:1"), "x", "the-id", "the-secret");
        Assert.DoesNotContain("the-secret", $"{account}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_tally_keeps_so_many_keys_and_counts_the_rest_together()
    {
        BoundedTally tally = new();
        Assert.True(tally.Add("a"));
        Assert.False(tally.Add("a"));
        for (int number = 0; number < 1000; number++)
        {
            tally.Add($"{number}");
        }

        tally.Add(new string('x', 5000));
        Assert.Equal(new string('x', 99) + "…", BoundedTally.Shorten(new string('x', 99) + "😀 and more"));
        IReadOnlyDictionary<string, long> counts = tally.Snapshot();
        Assert.Equal(2, counts["a"]);
        Assert.Equal(1003, counts.Values.Sum());
        Assert.InRange(counts.Count, 90, 102);
        Assert.All(counts.Keys, key => Assert.InRange(key.Length, 1, 101));
    }
}
