using System.Security.Cryptography;
using System.Text;
using static AliLogOps.Client.Tests.SignatureInputs;

namespace AliLogOps.Client.Tests;

public class SignerV4Tests
{
    [Theory]
    [InlineData("1", "3336502509a092f1abbea9a824e8d02bb9bc52cf02f3a28318ee4a4dc3f93984", "0f7e6ded0aee8946f54b302b2e57f3b7ae82f7321b380d42fc0ad2bc321a8a65")]
    [InlineData("2", "e3191e41389db5102f034c2af67e100e693b1710ac5dfce5b0fe11597aa9312f", "71ff7f857b7b384f8589e038a89dbce80027ce090291c10317f06ce7f62f62a7")]
    [InlineData("3", "968673923c183c4f23581a455c9968505a37f8e27f058219dad9c529c06276c2", "f28f95ff2b762844ec936b79f46ad7ad54a05db0c261ea02f85d104f0ff435e8")]
    [InlineData("4", "ac15e5059266800a60de6d7a5b628a189550f4986b64f704bb9813e33feb0cc2", "f12caa468293e58dee97f1a129a68011d84f90aa3ac21f7bf53fe3257ac27632")]
    [InlineData("5", "253935b54649fbe31b2760ccabaf389f71c45349d4c813d8ae2153164e1fd786", "305d48d4a2893fb5c1abadc71fe6d3af40ae24b99dd80f8e505b3f122b1d26cb")]
    [InlineData("6", "3b613ea63364e17e12e76307c3edd3e7e051c440ec2ac392ac050bb58e7ec6e8", "efd6ade057accc863cf97d2e0ed5ceb6669b4abf94ee77e51cbb6c42d0846757")]
    [InlineData("6s", "4147c7b193bc3fa8257e477a5413a98f7cf2655bf46f38e2fc0e949ec21aebe0", "1dcb54f7fe0bc67418919758aafb07e7b72f9e347ab05a154e4bba2b2ed34beb")]
    [InlineData("7", "0bcf43f14b91cda163d70138980c9cac3b8084689f4a830a9dae108c988f611a", "3e6986f131240332158d9f0106bfc93fb97606e2ea143959d8a469a78e39fb9b")]
    [InlineData("8", "cdc9f1941805872790c3e71a0c43f6371df856deb84cb4c01a73e819f0997a81", "e74a7b6b3f9afdd5c75fe933a362d64b8619b9d210c0ca4923a85933c8184300")]
    [InlineData("9", "3d0880ee7893c88d82fb0679042c76a63850146a6b9202f3639780ad61de811e", "13d3ff6c6d080561ac2a045330d9eb83b31010f8530cf0dbab29ac916214fd3e")]
    public void Signs_as_the_Python_client_does(string row, string canonicalHash, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);
        request.Headers.Set("Host", row == "9" ? "cn-hangzhou.log.aliyuncs.com" : Host);
        SignerV4 signer = new("cn-hangzhou");

        string signature = signer.Sign(request, key, Time);

        Assert.Equal(canonicalHash, HexText.Sha256(Encoding.UTF8.GetBytes(signer.Explain(request).CanonicalRequest!)));
        Assert.Equal(expected, signature);
        Assert.Equal($"SLS4-HMAC-SHA256 Credential={KeyId}/20240506/cn-hangzhou/sls/aliyun_v4_request,Signature={expected}", request.Headers.Find("authorization"));
        Assert.Equal(LogDate, request.Headers.Find("x-log-date"));
    }

    [Theory]
    [InlineData("1", HexText.EmptySha256)]
    [InlineData("3", "ff50b528e3ddfc736cf195213e01ac80db6e8f0ada898ee6516859a4e5a4d31d")]
    [InlineData("6", "489600a6ebd3b21ba492631aad31c4660ff08015a1da328135122f75eb02d130")]
    [InlineData("8", "9c7d0c41112175e637d11591e240cd6515e859635096d15720510f8fa2cccb82")]
    public void Sends_the_hash_of_the_body_as_sent(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);

        new SignerV4("cn-hangzhou").Sign(request, key, Time);

        Assert.Equal(expected, request.Headers.Find("x-log-content-sha256"));
    }

    [Theory]
    [InlineData("O1", "f3323d3ed98bffc38aa795bf78fbff3d2f2aa18a26a72c053c2bc2046c8f3dcd")]
    [InlineData("O1s", "9f162cf1d3cd12dba50dce5e78ce169b8dceed2f76fe6d9b638bba89b604ca89")]
    [InlineData("O2", "1c2f86eb62edc4cee73f65fa88bc2c5d82a1a042d15ca304fd5ab08c9f925dcc")]
    [InlineData("O2s", "8015f3b2aa2c15cfba3db0fa64be6122d17fa3c588954b015fdb554a0e02e413")]
    public void Signs_a_host_with_its_port_as_the_OpenAPI_client_does(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);
        request.Headers.Set("Host", Host + ":18080");

        Assert.Equal(expected, new SignerV4("cn-hangzhou").Sign(request, key, Time));
    }

    [Theory]
    [InlineData("C1", "cn-shanghai", "8a10a5e723cb2e75964816de660b2c16a58af8bc0261f7f0722d832468c76ce8")]
    [InlineData("C2", "cn-hangzhou", "a98f5632e93836e63839cd836a54055f480020a9364ca944e2d34f2eb9bf1bed")]
    [InlineData("C3", "cn-hangzhou", "5a66d8f8051983e0e9d08e0f960ef9252ef971eead5bb5c7acec8617a2eb2701")]
    [InlineData("C4", "cn-hangzhou", "d92741852500791d662a8d469ff61627c0559ecd86c3f59b7bf6772b6c62666a")]
    [InlineData("C5", "cn-hangzhou", "2c204068e961a8813a6bcf7ac422f7fa6e9bf9a5da493e0165dfe100854d18ff")]
    public void Signs_odd_headers_keys_and_paths_as_the_Go_and_Python_tests_do(string row, string region, string expected)
    {
        byte[] body = Utf8("adasd= -asd zcas");
        (string, string)[] headers = [("hello", "world"), ("hello-Text", "a12X- "), (" Ko ", ""), ("x-log-test", "het123"), ("x-acs-ppp", "dds")];
        (string, string)[] query = [(" abc", "efg"), (" agc ", ""), ("", "efg"), ("A-bc", "eFg")];
        SignableRequest request = row switch
        {
            "C1" => Request("POST", "/logstores", null, body),
            "C2" => Request("POST", "/logstores", query, body, headers),
            "C3" => Request("POST", "/logstores", query, null, headers),
            "C4" => Request("GET", "/logstores", query, null, headers),
            _ => Request("POST", "/logstores/hello/a+*~bb/cc", [.. query, ("abs-ij*asd/vc", "a~js+d ada"), ("a abAas123/vc", "a~jdad a2ADFs+d ada")], body, headers),
        };

        string signature = new SignerV4(region).Sign(request, new AccessKeyCredential("acsddda21dsd", "zxasdasdasw2"), new DateTimeOffset(2022, 8, 8, 3, 23, 30, TimeSpan.Zero));

        Assert.Equal(expected, signature);
    }

    [Fact]
    public void Derives_the_key_in_four_steps()
    {
        string[] steps = Array.ConvertAll(SignerV4.DeriveKeys(Secret, "20240506", "cn-hangzhou"), step => HexText.Lower(step));

        Assert.Equal(
            [
                "c9219167bc6a267e235c3ee06ab3ea4a2efd87a6f651931d79f9a6cec070ad02",
                "fa6d9c9597b1da72932af72aa137d87c0161ca00d617832de344a108c62bb9dc",
                "566db2a6880710cefac70eec948e7d4b854466dea8b0d93e71e52f72faa1c4bd",
                "316f9ab7b4f490300ac33da06a2c9cfb7a88dd4dd0ddd3935a5084c54562ef1e",
            ],
            steps);
    }

    [Theory]
    [InlineData("2", "logstoreName&offset=0&size=10")]
    [InlineData("4", "from=1714979000&query=status%3A%20200%20and%20msg%3A%20%22a%20b~c%2A%2B%2F%3D%26%3F%22%20%7C%20select%20%E4%BD%A0%E5%A5%BD&to=1714979289&topic&type=log")]
    public void Writes_the_query_line_with_bare_keys_for_empty_values(string row, string expected)
    {
        (SignableRequest request, _) = Row(row);

        Assert.Equal(expected, new SignerV4("cn-hangzhou").Explain(request).CanonicalRequest!.Split('\n')[2]);
    }

    [Fact]
    public void Signs_anew_when_the_key_or_the_day_changes()
    {
        SignerV4 signer = new("cn-hangzhou");
        string Sign(string secret, DateTimeOffset time)
        {
            SignableRequest request = LogRequest("GET", "/logstores");
            request.Headers.Set("Host", Host);
            return signer.Sign(request, new AccessKeyCredential(KeyId, secret), time);
        }

        string first = Sign(Secret, Time);
        string otherKey = Sign("another", Time);
        string otherDay = Sign(Secret, Time.AddDays(1));
        string again = Sign(Secret, Time);

        Assert.Equal(3, new HashSet<string> { first, otherKey, otherDay }.Count);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Is_safe_to_use_from_many_threads()
    {
        SignerV4 signer = new("cn-hangzhou");
        string[] signatures = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() =>
        {
            (SignableRequest request, AccessKeyCredential key) = Row("3");
            request.Headers.Set("Host", Host);
            return signer.Sign(request, key, Time.AddDays(i % 2));
        })));

        Assert.Equal(2, signatures.Distinct().Count());
        Assert.Contains("f28f95ff2b762844ec936b79f46ad7ad54a05db0c261ea02f85d104f0ff435e8", signatures);
    }

    [Fact]
    public void Hashes_an_empty_body_without_computing() =>
        Assert.Equal(HexText.EmptySha256, HexText.Lower(SHA256.HashData([])));
}
