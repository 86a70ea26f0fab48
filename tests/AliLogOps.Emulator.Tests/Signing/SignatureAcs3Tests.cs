using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Tests.Signing;

public class SignatureAcs3Tests
{
    private const string Host = "127.0.0.1:19555";
    private const string Ecs = "2014-05-26";
    private const string Sts = "2015-04-01";

    private static readonly Dictionary<string, Vector> s_vectors = new()
    {
        ["V1"] = Recorded("DescribeRegions", Ecs, '1', "98684160919f66752342400faf84586b5653e7d786fe7ea3b9ec81b639a39dac", ""),
        ["V2"] = Recorded("AuthorizeSecurityGroup", Ecs, '2', "475d5612ef9e682d0f3c159799573172b7954483652efc9005fb91da2977ae0d", "ClientToken=tok-1&Permissions.1.Description=Logtail%20(syslog)%20it%27s%20*open*%20~%20a%2Bb%20%26%20%E6%97%A5%E5%BF%97&Permissions.1.IpProtocol=TCP&Permissions.1.NicType=intranet&Permissions.1.Policy=accept&Permissions.1.PortRange=11111%2F11111&Permissions.1.Priority=1&Permissions.1.SourceCidrIp=192.168.0.0%2F16&RegionId=cn-hangzhou&SecurityGroupId=sg-bp1emu0000000001"),
        ["V3"] = WithToken(Recorded("DescribeInstances", Ecs, '3', "67399c267621c95906947e33f86b1c5a684a9c2d053c5df21b54599e613d8a94", "InstanceIds=%5B%22i-1%22%2C%22i-2%22%5D&MaxResults=50&RegionId=cn-hangzhou&Status=Running&Tag.1.Key=env&Tag.1.Value=dev&Tag.2.Key=app&Tag.2.Value=&VpcId=vpc-1", "static_sts")),
        ["V4"] = Recorded("RunCommand", Ecs, '4', "c52090130e124ba19f8a996a61bf52dfb31ce3c8ad2d9fabf75b2afda16696d5", "CommandContent=L2V0Yy9pbml0LmQvaWxvZ3RhaWxkIHN0YXR1cw%3D%3D&ContentEncoding=Base64&EnableParameter=true&InstanceId.1=i-1&InstanceId.2=i-2&Parameters=%7B%22name%22%3A%22Jack%22%7D&RegionId=cn-hangzhou&Timeout=60&Type=RunShellScript"),
        ["V5"] = Recorded("GetCallerIdentity", Sts, '5', "4b78aaba3e693537153ec93364636f227e7f16d59570908e4bef1849256bb59a", ""),
        ["V6"] = Recorded("AssumeRole", Sts, '6', "1e12b316d6407817de517fff704ae0694b36a9d5f6f7c3947463a3cbeabea5b9", "DurationSeconds=900&RoleArn=acs%3Aram%3A%3A123456789012%3Arole%2Fops&RoleSessionName=alilogops"),
        ["V7"] = WithForm(Recorded("DescribeSecurityGroups", Ecs, '7', "61fc829dfa7fe5300c4aa345781cc0db3f925db57bed865a96fc72af587f9ed5", "RegionId=cn-hangzhou", body: "SecurityGroupId=sg-1&Tag.1.Key=a%20b&Tag.1.Value=it's*~")),
        ["V8"] = Published(),
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
        foreach ((string what, Vector changed) in vector.OneBitOff(_ => true))
        {
            Assert.False(Accepts(changed, name), $"{name}: {what}");
        }
        Assert.False(Accepts(vector with { Host = "127.0.0.1:19554" }, name));
        byte[] signature = Convert.FromHexString(vector.Signature);
        for (int bit = 0; bit < 256; bit += 7)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Accepts(vector with { Signature = Convert.ToHexStringLower(changed) }, name), $"{name}: signature bit {bit}");
        }
    }

    [Fact]
    public void The_names_to_sign_are_those_of_the_recorded_header()
    {
        Assert.Equal(
            "host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
            SignatureAcs3.NamesToSign(s_vectors["V3"].ToRequest().Headers));
    }

    private static bool Accepts(Vector vector, string name)
    {
        SlsRequest request = vector.ToRequest();
        string secret = name == "V8" ? "YourAccessKeySecret" : "testAccessKeySecret0123456789";
        return SignatureAcs3.Verify(request, SignatureAcs3.NamesToSign(request.Headers), Encoding.UTF8.GetBytes(secret), vector.Signature);
    }

    private static Vector Recorded(string action, string version, char nonce, string signature, string query, string provider = "static_ak", string body = "")
    {
        byte[] bytes = Vector.Utf8(body);
        return new Vector
        {
            Method = "POST",
            Query = [.. QueryParameters.Parse(query).Pairs.Select(pair => (pair.Key, pair.Value))],
            Headers =
            [
                ("x-acs-version", version), ("x-acs-action", action), ("x-acs-date", "2024-01-02T03:04:05Z"), ("x-acs-signature-nonce", new string(nonce, 32)),
                ("x-acs-content-sha256", Vector.Sha256(bytes)), ("x-acs-credentials-provider", provider),
            ],
            Body = bytes,
            Host = Host,
            Signature = signature,
        };
    }

    private static Vector WithToken(Vector vector)
    {
        return vector with { Headers = [.. vector.Headers, ("x-acs-accesskey-id", "LTAItestAccessKeyId"), ("x-acs-security-token", "CAIS+test/token==")] };
    }

    private static Vector WithForm(Vector vector)
    {
        return vector with { Headers = [.. vector.Headers, ("content-type", "application/x-www-form-urlencoded")] };
    }

    private static Vector Published()
    {
        return new Vector
        {
            Method = "POST",
            Query = [("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"), ("RegionId", "cn-shanghai")],
            Headers =
            [
                ("x-acs-version", Ecs), ("x-acs-action", "RunInstances"), ("x-acs-date", "2023-10-26T10:22:32Z"),
                ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"), ("x-acs-content-sha256", Vector.Sha256([])),
            ],
            Host = "ecs.cn-shanghai.aliyuncs.com",
            Signature = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        };
    }
}
