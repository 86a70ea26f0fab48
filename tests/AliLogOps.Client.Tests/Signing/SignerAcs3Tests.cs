using System.Text;

namespace AliLogOps.Client.Tests;

public class SignerAcs3Tests
{
    private static readonly DateTimeOffset s_time = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly (string, string)[] s_rule =
    [
        ("ClientToken", "tok-1"),
        ("Permissions.1.Description", "Logtail (syslog) it's *open* ~ a+b & 日志"),
        ("Permissions.1.IpProtocol", "TCP"),
        ("Permissions.1.NicType", "intranet"),
        ("Permissions.1.Policy", "accept"),
        ("Permissions.1.PortRange", "11111/11111"),
        ("Permissions.1.Priority", "1"),
        ("Permissions.1.SourceCidrIp", "192.168.0.0/16"),
        ("RegionId", "cn-hangzhou"),
        ("SecurityGroupId", "sg-bp1emu0000000001"),
    ];

    private static readonly (string, string)[] s_instances =
    [
        ("InstanceIds", "[\"i-1\",\"i-2\"]"), ("MaxResults", "50"), ("RegionId", "cn-hangzhou"), ("Status", "Running"),
        ("Tag.1.Key", "env"), ("Tag.1.Value", "dev"), ("Tag.2.Key", "app"), ("Tag.2.Value", ""), ("VpcId", "vpc-1"),
    ];

    private static readonly (string, string)[] s_command =
    [
        ("CommandContent", "L2V0Yy9pbml0LmQvaWxvZ3RhaWxkIHN0YXR1cw=="), ("ContentEncoding", "Base64"), ("EnableParameter", "true"), ("InstanceId.1", "i-1"),
        ("InstanceId.2", "i-2"), ("Parameters", "{\"name\":\"Jack\"}"), ("RegionId", "cn-hangzhou"), ("Timeout", "60"), ("Type", "RunShellScript"),
    ];

    private static readonly (string, string)[] s_role =
        [("DurationSeconds", "900"), ("RoleArn", "acs:ram::123456789012:role/ops"), ("RoleSessionName", "alilogops")];

    public static TheoryData<string, string, string> Vectors => new()
    {
        { "V1", "f3b18f07615a686404ab080df3696e5cfe3f559672c6d3d928d47a9b1d79f047", "98684160919f66752342400faf84586b5653e7d786fe7ea3b9ec81b639a39dac" },
        { "V2", "17107ca982eecad58fe460593f4429e08cb27513b46fbb1fa6e4f924c86836aa", "475d5612ef9e682d0f3c159799573172b7954483652efc9005fb91da2977ae0d" },
        { "V3", "4339ccf73c7c13f12b8f7d57882ba15bd40b13815526f0b6e45d7bf4a37cbfd7", "67399c267621c95906947e33f86b1c5a684a9c2d053c5df21b54599e613d8a94" },
        { "V4", "f7dbbad891d3af1631400ff09c407aa094403696748bab37d7e6368e70b425a1", "c52090130e124ba19f8a996a61bf52dfb31ce3c8ad2d9fabf75b2afda16696d5" },
        { "V5", "29cc4ed105bb7de500f0fa5ad2c41147a544ca03662df22809cec670b3bb1d67", "4b78aaba3e693537153ec93364636f227e7f16d59570908e4bef1849256bb59a" },
        { "V6", "d1f3df542fd3a69459e1b9e0a1173c75cf4f950c8e988291b6705d161547942b", "1e12b316d6407817de517fff704ae0694b36a9d5f6f7c3947463a3cbeabea5b9" },
        { "V7", "a8e98dc303eb3e2737e6ef789d490a6a8be28619a726f10b785d17009f6b956e", "61fc829dfa7fe5300c4aa345781cc0db3f925db57bed865a96fc72af587f9ed5" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_as_the_official_client_does(string row, string canonicalHash, string expected)
    {
        (string action, string version, (string, string)[]? query) = row switch
        {
            "V1" => ("DescribeRegions", "2014-05-26", null),
            "V2" => ("AuthorizeSecurityGroup", "2014-05-26", s_rule),
            "V3" => ("DescribeInstances", "2014-05-26", s_instances),
            "V4" => ("RunCommand", "2014-05-26", s_command),
            "V5" => ("GetCallerIdentity", "2015-04-01", null),
            "V6" => ("AssumeRole", "2015-04-01", s_role),
            _ => ("DescribeSecurityGroups", "2014-05-26", ((string, string)[])[("RegionId", "cn-hangzhou")]),
        };
        byte[] body = row == "V7" ? Encoding.UTF8.GetBytes("SecurityGroupId=sg-1&Tag.1.Key=a%20b&Tag.1.Value=it's*~") : [];
        SignableRequest request = SignatureInputs.Request(
            "POST", "/", query, body,
            ("host", "127.0.0.1:19555"), ("x-acs-version", version), ("x-acs-action", action),
            ("x-acs-credentials-provider", row == "V3" ? "static_sts" : "static_ak"), ("user-agent", "not signed"), ("accept", "application/json"));
        if (row == "V7")
        {
            request.Headers.Set("content-type", "application/x-www-form-urlencoded");
        }

        AccessKeyCredential key = new("LTAItestAccessKeyId", "testAccessKeySecret0123456789", row == "V3" ? "CAIS+test/token==" : null);
        SignerAcs3 signer = new(() => new string(row[1], 32));

        string signature = signer.Sign(request, key, s_time);

        Assert.Equal(canonicalHash, HexText.Sha256(Encoding.UTF8.GetBytes(signer.Explain(request).CanonicalRequest!)));
        Assert.Equal(expected, signature);
        Assert.EndsWith("Signature=" + expected, request.Headers.Find("authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_the_example_Alibaba_Cloud_publishes()
    {
        SignableRequest request = SignatureInputs.Request(
            "POST", "/",
            [("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), ("RegionId", "cn-shanghai")], null,
            ("host", "ecs.cn-shanghai.aliyuncs.com"), ("x-acs-version", "2014-05-26"), ("x-acs-action", "RunInstances"));

        string signature = new SignerAcs3(() => "3156853299f313e23d1673dc12e1703d")
            .Sign(request, new AccessKeyCredential("YourAccessKeyId", "YourAccessKeySecret"), new DateTimeOffset(2023, 10, 26, 10, 22, 32, TimeSpan.Zero));

        Assert.Equal("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0", signature);
    }

    [Fact]
    public void Names_the_signed_headers_in_order_without_blanks()
    {
        SignableRequest request = SignatureInputs.Request(
            "POST", "/", null, null, ("host", "h"), ("x-acs-version", "v"), ("x-acs-action", "a"), ("accept", "application/json"));

        new SignerAcs3(() => "n").Sign(request, SignatureInputs.Key, s_time);

        Assert.StartsWith(
            "ACS3-HMAC-SHA256 Credential=testAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=",
            request.Headers.Find("authorization"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Uses_a_new_nonce_for_each_request()
    {
        SignerAcs3 signer = new();
        HashSet<string> nonces = [];
        for (int i = 0; i < 100; i++)
        {
            SignableRequest request = SignatureInputs.Request("POST", "/");
            signer.Sign(request, SignatureInputs.Key, s_time);
            nonces.Add(request.Headers.Find("x-acs-signature-nonce")!);
        }

        Assert.Equal(100, nonces.Count);
    }
}
