using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Tests.Http;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("plain-1_2.3~", "plain-1_2.3~", "plain-1_2.3~")]
    [InlineData("a b+c/=&?", "a%20b%2Bc%2F%3D%26%3F", "a%20b%2Bc%2F%3D%26%3F")]
    [InlineData("count(*) * 2 or '!'", "count%28%2A%29%20%2A%202%20or%20%27%21%27", "count(%2A)%20*%202%20or%20'!'")]
    [InlineData("%21 %2A *", "%2521%20%252A%20%2A", "%2521%20%252A%20%2A")]
    [InlineData("***", "%2A%2A%2A", "%2A**")]
    [InlineData("日志", "%E6%97%A5%E5%BF%97", "%E6%97%A5%E5%BF%97")]
    [InlineData("", "", "")]
    public void Values_are_spelled_as_RFC_3986_and_as_the_client_for_Node_do(string text, string encoded, string asNode)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(asNode, PercentEncoding.EncodeAsNode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
        Assert.Equal(text, PercentEncoding.Decode(asNode));
    }
}
