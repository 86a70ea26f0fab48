namespace AliLogOps.Emulator.Tests.Signing;

/// <summary>Keys, bodies and queries that the signature vectors share.</summary>
internal static class Samples
{
    public const string Id = "testAccessKeyId";
    public const string Secret = "testAccessKeySecret";
    public const string Token = "CAISsecurity+token/for==test";
    public const string Date = "Mon, 06 May 2024 07:08:09 GMT";
    public const string DateV4 = "20240506T070809Z";

    public static readonly byte[] B3 = Vector.Utf8("""{"logstoreName":"my-logstore","ttl":30,"shardCount":2}""");
    public static readonly byte[] B6 = Convert.FromHexString("f02c0a1e08d983e2b10612160a07546573744b6579120b54657374436f6e74656e741a02743122093132372e302e302e31320a0a047461673112027631");
    public static readonly byte[] B6Raw = B6[2..];
    public static readonly byte[] B8 = Vector.Utf8("""{"query":"msg: 你好 and a+b","from":1714979289,"to":1714979289}""");
    public static readonly byte[] BodyO2 = Vector.Utf8("""{"logstoreName":"my-logstore","shardCount":2,"ttl":30}""");

    public static readonly (string, string)[] Q2 = [("logstoreName", ""), ("offset", "0"), ("size", "10")];
    public static readonly (string, string)[] Q4 =
    [
        ("from", "1714979000"), ("query", "status: 200 and msg: \"a b~c*+/=&?\" | select 你好"), ("to", "1714979289"), ("topic", ""), ("type", "log"),
    ];
    public static readonly (string, string)[] Q9 = [("offset", "0"), ("resourceGroupId", ""), ("size", "100")];
}
