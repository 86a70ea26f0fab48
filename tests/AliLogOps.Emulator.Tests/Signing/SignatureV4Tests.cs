using System.Globalization;
using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using static AliLogOps.Emulator.Tests.Signing.Samples;

namespace AliLogOps.Emulator.Tests.Signing;

public class SignatureV4Tests
{
    private const string ProjectHost = "my-project.cn-hangzhou.log.aliyuncs.com";

    private static readonly (string, string)[] s_crossHeaders =
    [
        ("hello", "world"), ("hello-Text", "a12X- "), (" Ko ", ""), ("x-log-test", "het123"), ("x-acs-ppp", "dds"),
    ];

    private static readonly (string, string)[] s_crossQuery = [(" abc", "efg"), (" agc ", ""), ("", "efg"), ("A-bc", "eFg")];

    private static readonly Dictionary<string, Vector> s_vectors = new()
    {
        ["V1"] = Python("GET", "/logstores", "0f7e6ded0aee8946f54b302b2e57f3b7ae82f7321b380d42fc0ad2bc321a8a65"),
        ["V2"] = Python("GET", "/logstores", "71ff7f857b7b384f8589e038a89dbce80027ce090291c10317f06ce7f62f62a7") with { Query = Q2 },
        ["V3"] = Python("POST", "/logstores", "f28f95ff2b762844ec936b79f46ad7ad54a05db0c261ea02f85d104f0ff435e8", B3, "application/json", 54),
        ["V4"] = Python("GET", "/logstores/my-logstore", "f12caa468293e58dee97f1a129a68011d84f90aa3ac21f7bf53fe3257ac27632") with { Query = Q4 },
        ["V5"] = WithToken(Python("GET", "/", "305d48d4a2893fb5c1abadc71fe6d3af40ae24b99dd80f8e505b3f122b1d26cb")),
        ["V6"] = Lz4("efd6ade057accc863cf97d2e0ed5ceb6669b4abf94ee77e51cbb6c42d0846757"),
        ["V6s"] = WithToken(Lz4("1dcb54f7fe0bc67418919758aafb07e7b72f9e347ab05a154e4bba2b2ed34beb")),
        ["V7"] = Python("DELETE", "/logstores/my-logstore/index", "3e6986f131240332158d9f0106bfc93fb97606e2ea143959d8a469a78e39fb9b"),
        ["V8"] = Python("POST", "/logstores/my-logstore/logs", "e74a7b6b3f9afdd5c75fe933a362d64b8619b9d210c0ca4923a85933c8184300", B8, "application/json", 65),
        ["V9"] = Python("GET", "/", "13d3ff6c6d080561ac2a045330d9eb83b31010f8530cf0dbab29ac916214fd3e") with { Query = Q9, Host = "cn-hangzhou.log.aliyuncs.com" },
        ["OV1"] = OpenApi("GET", "f3323d3ed98bffc38aa795bf78fbff3d2f2aa18a26a72c053c2bc2046c8f3dcd"),
        ["OV1s"] = WithToken(OpenApi("GET", "9f162cf1d3cd12dba50dce5e78ce169b8dceed2f76fe6d9b638bba89b604ca89")),
        ["OV2"] = OpenApi("POST", "1c2f86eb62edc4cee73f65fa88bc2c5d82a1a042d15ca304fd5ab08c9f925dcc"),
        ["OV2s"] = WithToken(OpenApi("POST", "8015f3b2aa2c15cfba3db0fa64be6122d17fa3c588954b015fdb554a0e02e413")),
        ["C1"] = Cross("POST", "/logstores", "8a10a5e723cb2e75964816de660b2c16a58af8bc0261f7f0722d832468c76ce8", "adasd= -asd zcas"),
        ["C2"] = Cross("POST", "/logstores", "a98f5632e93836e63839cd836a54055f480020a9364ca944e2d34f2eb9bf1bed", "adasd= -asd zcas", s_crossHeaders) with { Query = s_crossQuery },
        ["C3"] = Cross("POST", "/logstores", "5a66d8f8051983e0e9d08e0f960ef9252ef971eead5bb5c7acec8617a2eb2701", "", s_crossHeaders) with { Query = s_crossQuery },
        ["C4"] = Cross("GET", "/logstores", "d92741852500791d662a8d469ff61627c0559ecd86c3f59b7bf6772b6c62666a", "", s_crossHeaders) with { Query = s_crossQuery },
        ["C5"] = Cross("POST", "/logstores/hello/a+*~bb/cc", "2c204068e961a8813a6bcf7ac422f7fa6e9bf9a5da493e0165dfe100854d18ff", "adasd= -asd zcas", s_crossHeaders) with
        {
            Query = [.. s_crossQuery, ("abs-ij*asd/vc", "a~js+d ada"), ("a abAas123/vc", "a~jdad a2ADFs+d ada")],
        },
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
        byte[] signature = Convert.FromHexString(vector.Signature);
        for (int bit = 0; bit < 256; bit += 7)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Accepts(vector with { Signature = Convert.ToHexStringLower(changed) }, name), $"{name}: signature bit {bit}");
        }
    }

    [Theory]
    [InlineData("V1", "my-projecu.cn-hangzhou.log.aliyuncs.com")]
    [InlineData("OV1", "my-project.cn-hangzhou.log.aliyuncs.com:18081")]
    public void Another_host_is_rejected(string name, string host)
    {
        Assert.False(Accepts(s_vectors[name] with { Host = host }, name));
    }

    [Theory]
    [InlineData("LTAI/20240506/cn-hangzhou/sls/aliyun_v4_request")]
    [InlineData("Credential=a/20240506/cn-hangzhou/sls,Signature=00")]
    [InlineData("Credential=a/20240506/cn-hangzhou/oss/aliyun_v4_request,Signature=00")]
    [InlineData("Credential=a/20240506/cn-hangzhou/sls/aliyun_v4_request")]
    public void An_authorization_of_another_form_is_malformed(string rest)
    {
        SlsException e = Assert.Throws<SlsException>(() => AuthorizationV4.Parse($"SLS4-HMAC-SHA256 {rest}"));
        Assert.Equal(400, e.Error.Status);
        Assert.Equal("ParameterInvalid", e.Error.Code);
        Assert.StartsWith("Http extend authorization : ", e.Error.Message, StringComparison.Ordinal);
    }

    private static bool Accepts(Vector vector, string name)
    {
        bool cross = name.StartsWith('C');
        SlsRequest request = vector.ToRequest();
        string date = (request.Headers["x-log-date"] ?? "")[..8];
        string region = name == "C1" ? "cn-shanghai" : "cn-hangzhou";
        string header = $"SLS4-HMAC-SHA256 Credential={(cross ? "acsddda21dsd" : Id)}/{date}/{region}/sls/aliyun_v4_request,Signature={vector.Signature}";
        byte[] secret = Encoding.UTF8.GetBytes(cross ? "zxasdasdasw2" : Secret);
        return SignatureV4.Verify(request, AuthorizationV4.Parse(header), SignatureV4.BodyHash(request, signsBody: true), secret, vector.Host.Length == 0 ? [] : [vector.Host]);
    }

    private static bool IsSigned(string name)
    {
        return name is "content-type" || name.StartsWith("x-log-", StringComparison.Ordinal) || name.StartsWith("x-acs-", StringComparison.Ordinal);
    }

    private static Vector Python(string method, string path, string signature, byte[]? body = null, string? contentType = null, int rawSize = 0)
    {
        byte[] bytes = body ?? [];
        List<(string, string)> headers =
        [
            ("x-log-apiversion", "0.6.0"), ("x-log-bodyrawsize", rawSize.ToString(CultureInfo.InvariantCulture)),
            ("x-log-content-sha256", Vector.Sha256(bytes)), ("x-log-date", DateV4),
        ];
        if (contentType is not null)
        {
            headers.Add(("content-type", contentType));
        }
        return new Vector { Method = method, Path = path, Headers = [.. headers], Body = bytes, Host = ProjectHost, Signature = signature };
    }

    private static Vector OpenApi(string method, string signature)
    {
        Vector vector = method == "GET"
            ? Python("GET", "/logstores", signature) with { Query = [("logstoreName", "a b"), ("offset", "0"), ("size", "10")] }
            : Python("POST", "/logstores", signature, BodyO2, "application/json", 54);
        return vector with { Host = ProjectHost + ":18080" };
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

    private static Vector Cross(string method, string path, string signature, string body, (string, string)[]? headers = null)
    {
        byte[] bytes = Vector.Utf8(body);
        return new Vector
        {
            Method = method,
            Path = path,
            Headers = [.. headers ?? [], ("x-log-content-sha256", Vector.Sha256(bytes)), ("x-log-date", "20220808T032330Z")],
            Body = bytes,
            Signature = signature,
        };
    }
}
