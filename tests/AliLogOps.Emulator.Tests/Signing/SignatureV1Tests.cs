using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using static AliLogOps.Emulator.Tests.Signing.Samples;

namespace AliLogOps.Emulator.Tests.Signing;

public class SignatureV1Tests
{
    private static readonly Dictionary<string, Vector> s_vectors = new()
    {
        ["P1"] = Python("GET", "/logstores", "jecuwVnzPIoVvC6D7Fuh6LLn60c="),
        ["P2"] = Python("GET", "/logstores", "7z4ZnfTORVLe7JJDqTjjp4+rwCc=") with { Query = Q2 },
        ["P3"] = Python("POST", "/logstores", "GCAP3b9BA7MYLhZd3+OvYhQmfa0=", B3, "application/json", 54),
        ["P4"] = Python("GET", "/logstores/my-logstore", "l47Yuk7ry3BJ4NBir+rdZKr1ABM=") with { Query = Q4 },
        ["P5"] = WithToken(Python("GET", "/", "EoTbJjeMjjLydLtcX2pLfjaukX0=")),
        ["P6"] = Lz4("vLfLW8WB6AKOkkz3YZ8TeZe6g/s="),
        ["P6s"] = WithToken(Lz4("lMJtzC2xVOUUi8F+Wo0HkVzbsUA=")),
        ["P7"] = Python("DELETE", "/logstores/my-logstore/index", "yWQPfa+XzwEhos8eWuLDQ+nbeOM="),
        ["P8"] = Python("POST", "/logstores/my-logstore/logs", "s2sDyUyLjFO4PnuCZrYIq84FIPc=", B8, "application/json", 65),
        ["P9"] = Python("GET", "/", "d2yCj9TC/5CELtJIVn1KwkAph6k=") with { Query = Q9 },
        ["N1"] = Node("GET", "/logstores", "Mg+1QiY+yYJlR1AwX8rAnLX7IQc=") with { Query = [("logstoreName", "my"), ("offset", "0"), ("size", "10")] },
        ["N2"] = Node("POST", "/logstores", "1iZMdojrLNGBWmexjDcOc9gKX0c=", B3),
        ["N3"] = Node("GET", "/logstores/my-logstore", "blOPBxOR8HtxzJAxF9ssBOvo0kE=") with
        {
            Query =
            [
                ("from", "1714979000"), ("line", "10"), ("offset", "0"), ("query", "status: 200 and msg: \"a b~c*\" | select 你好"),
                ("reverse", "false"), ("to", "1714979289"), ("type", "log"),
            ],
        },
        ["N4"] = Node("POST", "/logstores/my-logstore/shards/lb", "Geu+YToeMxKJpYiqVwfScomb8F4=", B6Raw, "application/x-protobuf", 59),
        ["N5"] = Node("POST", "/", "dqkcIQGgUyt5jSz9sLJ2Y0fjK/g=", Vector.Utf8("""{"projectName":"my-project","description":"d"}"""), "application/json", 46),
        ["N6"] = WithToken(Node("GET", "/", "u2XZW4nicEcszPYKI3V5I1psD2o=")),
        ["G1"] = Go("/logstores", 0, "Rwm6cTKzoti4HWoe+GKcb6Kv07E="),
        ["G2"] = GoWithBody(),
        ["O1"] = OpenApi("GET", "gZ+Upzd65XjbISv/kQC7EfPK5KQqvJmkXw2+KHO3Nbs="),
        ["O1s"] = WithToken(OpenApi("GET", "6gTaVcJCCEcRAgFkRs6hTZiXA67wZzDzCnhSXLSuKTY=")),
        ["O2"] = OpenApi("POST", "RHhGDyieSRKBS0OZSGzpTZ4CUnfaCx6LA3mszqXp5TQ="),
        ["O2s"] = WithToken(OpenApi("POST", "5bljGsmFq8GRJPqwn5YPQyEU5acskGr5O1O+apQ0snk=")),
    };

    public static TheoryData<string> Names => [.. s_vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_vector_is_accepted(string name)
    {
        Assert.True(Accepts(s_vectors[name], name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_changed_bit_is_rejected_wherever_it_is(string name)
    {
        Vector vector = s_vectors[name];
        foreach ((string what, Vector changed) in vector.OneBitOff(IsSigned))
        {
            Assert.False(Accepts(changed, name), $"{name}: {what}");
        }
        byte[] signature = Convert.FromBase64String(vector.Signature);
        for (int bit = 0; bit < signature.Length * 8; bit += 7)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Accepts(vector with { Signature = Convert.ToBase64String(changed) }, name), $"{name}: signature bit {bit}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_is_rejected(string signature)
    {
        Assert.False(Accepts(s_vectors["P1"] with { Signature = signature }, "P1"));
    }

    [Fact]
    public void The_unsigned_date_header_of_the_service_does_not_disturb()
    {
        // one client adds x-log-date, equal to Date, after it has signed
        Vector vector = s_vectors["P1"];
        Assert.True(Accepts(vector with { Headers = [.. vector.Headers, ("x-log-date", Date)] }, "P1"));
    }

    [Fact]
    public void An_escaped_path_may_be_signed_decoded_or_as_it_is()
    {
        Vector plain = s_vectors["P7"];
        Assert.True(Accepts(plain with { Path = "/logstores/my%2Dlogstore/index" }, "P7"));
    }

    private static bool Accepts(Vector vector, string name)
    {
        bool sha256 = name.StartsWith('O');
        string secret = name.StartsWith('G') ? "mockAccessKeySecret" : Secret;
        SlsRequest request = vector.ToRequest();
        string date = request.Headers["x-log-date"] ?? request.Headers["Date"]!;
        // the body is bound by its hash in Content-MD5, which the authenticator compares
        string md5 = request.Headers["Content-MD5"] ?? "";
        bool bodyFits = vector.Body.Length == 0 || md5 == Vector.Md5(vector.Body);
        return bodyFits && SignatureV1.Verify(request, date, sha256, Encoding.UTF8.GetBytes(secret), vector.Signature);
    }

    private static bool IsSigned(string name)
    {
        return name.StartsWith("x-", StringComparison.Ordinal) || name is "Content-Type" or "Content-MD5" or "Date";
    }

    private static Vector Python(string method, string path, string signature, byte[]? body = null, string? contentType = null, int rawSize = 0)
    {
        return Make(method, path, signature, body, contentType, rawSize, "hmac-sha1", Date);
    }

    private static Vector Node(string method, string path, string signature, byte[]? body = null, string contentType = "application/json", int? rawSize = null)
    {
        return Make(method, path, signature, body, contentType, rawSize, "hmac-sha1", Date);
    }

    private static Vector Go(string path, int rawSize, string signature, byte[]? body = null, string? contentType = null)
    {
        return Make("GET", path, signature, body, contentType, rawSize, "hmac-sha1", "Mon, 3 Jan 2010 08:33:47 GMT");
    }

    private static Vector GoWithBody()
    {
        byte[] body = Convert.FromHexString("0a320a1e08f8b2939e0512160a07546573744b6579120b54657374436f6e74656e741a00220e31302e3233302e3230312e313137");
        return Go("/logstores/app_log", 50, "87xQWqFaOSewqRIma8kPjGYlXHc=", body, "application/x-protobuf");
    }

    private static Vector OpenApi(string method, string signature)
    {
        return method == "GET"
            ? Make("GET", "/logstores", signature, null, null, 0, "hmac-sha256", Date) with { Query = [("logstoreName", "a b"), ("offset", "0"), ("size", "10")] }
            : Make("POST", "/logstores", signature, BodyO2, "application/json", 54, "hmac-sha256", Date);
    }

    private static Vector Lz4(string signature)
    {
        Vector vector = Python("POST", "/logstores/my-logstore/shards/lb", signature, B6, "application/x-protobuf", 59);
        return vector with { Headers = [.. vector.Headers, ("x-log-compresstype", "lz4")] };
    }

    private static Vector WithToken(Vector vector)
    {
        return vector with { Headers = [.. vector.Headers, ("x-acs-security-token", Token)] };
    }

    private static Vector Make(string method, string path, string signature, byte[]? body, string? contentType, int? rawSize, string hash, string date)
    {
        List<(string, string)> headers = [("x-log-apiversion", "0.6.0"), ("x-log-signaturemethod", hash), ("Date", date)];
        if (rawSize is { } size)
        {
            headers.Add(("x-log-bodyrawsize", size.ToString(CultureInfo.InvariantCulture)));
        }
        if (contentType is not null)
        {
            headers.Add(("Content-Type", contentType));
        }
        if (body is not null)
        {
            headers.Add(("Content-MD5", Vector.Md5(body)));
        }
        return new Vector { Method = method, Path = path, Headers = [.. headers], Body = body ?? [], Signature = signature };
    }
}
