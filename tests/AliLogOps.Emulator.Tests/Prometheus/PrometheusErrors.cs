using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Prometheus;

internal static class PrometheusErrors
{
    /// <summary>Fails the test unless the call failed in this way and in the form of Prometheus.</summary>
    public static TestResponse Refuses(this TestResponse answer, int status, string code, string message = "", string retryPolicy = "None")
    {
        Assert.True(answer.Status == status, $"{answer.Status} {answer.Text}");
        Assert.Equal(
            ("error", code, retryPolicy, answer.RequestId),
            ((string?)answer.Json["status"], (string?)answer.Json["slsStatus"]!["errorCode"], (string?)answer.Json["slsStatus"]!["retryPolicy"], answer.Headers["x-sls-request-id"]));
        string error = (string)answer.Json["error"]!;
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal([error], answer.Json["slsStatus"]!["errorMessages"]!.AsArray().Select(text => (string)text!));
        Assert.Contains((string?)answer.Json["errorType"], (string[])["bad_data", "not_found", "unavailable", "internal"]);
        return answer;
    }
}
