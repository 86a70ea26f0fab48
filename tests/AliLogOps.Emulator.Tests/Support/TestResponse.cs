using System.Text;
using System.Text.Json.Nodes;

namespace AliLogOps.Emulator.Tests.Support;

/// <summary>What came back.</summary>
internal sealed record TestResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>errorCode of the Log Service, Code of ECS.</summary>
    public string ErrorCode => (string?)Json["errorCode"] ?? (string)Json["Code"]!;

    public string ErrorMessage => (string?)Json["errorMessage"] ?? (string)Json["Message"]!;

    public string RequestId => Headers["x-log-requestid"];

    /// <summary>Fails the test unless the call succeeded.</summary>
    public TestResponse Ok()
    {
        Assert.True(Status == 200, $"{Status} {Text}");
        return this;
    }

    /// <summary>Fails the test unless the call failed in this way.</summary>
    public TestResponse Fails(int status, string code, string? message = null)
    {
        Assert.True(Status != 200, "the call succeeded");
        Assert.Equal((status, code), (Status, ErrorCode));
        if (message is not null)
        {
            Assert.Contains(message, ErrorMessage, StringComparison.Ordinal);
        }
        return this;
    }
}
