using static AliLogOps.Client.Tests.SignatureInputs;

namespace AliLogOps.Client.Tests;

public class SignerV1Tests
{
    [Theory]
    [InlineData("1", "jecuwVnzPIoVvC6D7Fuh6LLn60c=")]
    [InlineData("2", "7z4ZnfTORVLe7JJDqTjjp4+rwCc=")]
    [InlineData("3", "GCAP3b9BA7MYLhZd3+OvYhQmfa0=")]
    [InlineData("4", "l47Yuk7ry3BJ4NBir+rdZKr1ABM=")]
    [InlineData("5", "EoTbJjeMjjLydLtcX2pLfjaukX0=")]
    [InlineData("6", "vLfLW8WB6AKOkkz3YZ8TeZe6g/s=")]
    [InlineData("6s", "lMJtzC2xVOUUi8F+Wo0HkVzbsUA=")]
    [InlineData("7", "yWQPfa+XzwEhos8eWuLDQ+nbeOM=")]
    [InlineData("8", "s2sDyUyLjFO4PnuCZrYIq84FIPc=")]
    [InlineData("9", "d2yCj9TC/5CELtJIVn1KwkAph6k=")]
    public void Signs_as_the_Python_client_does(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);

        string signature = new SignerV1().Sign(request, key, Time);

        Assert.Equal(expected, signature);
        Assert.Equal($"LOG {KeyId}:{expected}", request.Headers.Find("authorization"));
        Assert.Equal("hmac-sha1", request.Headers.Find("x-log-signaturemethod"));
        Assert.Equal(Date, request.Headers.Find("date"));
    }

    [Theory]
    [InlineData("3", "EBDC4C6299AC4903B37F74A821785AD6")]
    [InlineData("6", "61D5978709EBDCDA98F2B6D80E85FCBE")]
    [InlineData("8", "4A91D18A3D16E8397E3B84A44A534F12")]
    public void Sends_the_MD5_of_the_body_as_sent_in_upper_case_hexadecimal(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);

        new SignerV1().Sign(request, key, Time);

        Assert.Equal(expected, request.Headers.Find("content-md5"));
    }

    [Theory]
    [InlineData("O1", "gZ+Upzd65XjbISv/kQC7EfPK5KQqvJmkXw2+KHO3Nbs=")]
    [InlineData("O1s", "6gTaVcJCCEcRAgFkRs6hTZiXA67wZzDzCnhSXLSuKTY=")]
    [InlineData("O2", "RHhGDyieSRKBS0OZSGzpTZ4CUnfaCx6LA3mszqXp5TQ=")]
    [InlineData("O2s", "5bljGsmFq8GRJPqwn5YPQyEU5acskGr5O1O+apQ0snk=")]
    public void Signs_with_SHA_256_as_the_OpenAPI_client_does(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);

        string signature = new SignerV1(sha256: true).Sign(request, key, Time);

        Assert.Equal(expected, signature);
        Assert.Equal("hmac-sha256", request.Headers.Find("x-log-signaturemethod"));
    }

    public static TheoryData<string, string> NodeVectors => new()
    {
        { "N1", "Mg+1QiY+yYJlR1AwX8rAnLX7IQc=" },
        { "N2", "1iZMdojrLNGBWmexjDcOc9gKX0c=" },
        { "N3", "blOPBxOR8HtxzJAxF9ssBOvo0kE=" },
        { "N4", "Geu+YToeMxKJpYiqVwfScomb8F4=" },
        { "N5", "dqkcIQGgUyt5jSz9sLJ2Y0fjK/g=" },
        { "N6", "u2XZW4nicEcszPYKI3V5I1psD2o=" },
    };

    // that client signs a content type on every request and leaves the raw size out of most
    [Theory]
    [MemberData(nameof(NodeVectors))]
    public void Signs_the_headers_a_request_has_and_no_others_as_the_Node_client_shows(string row, string expected)
    {
        (string, string)[] common = [("x-log-apiversion", "0.6.0"), ("x-log-signaturemethod", "hmac-sha1"), ("Date", Date), ("Content-Type", "application/json")];
        SignableRequest request = row switch
        {
            "N1" => Request("GET", "/logstores", [("logstoreName", "my"), ("offset", "0"), ("size", "10")], null, common),
            "N2" => Request("POST", "/logstores", null, Utf8(CreateLogstore), [.. common, ("Content-MD5", "EBDC4C6299AC4903B37F74A821785AD6")]),
            "N3" => Request("GET", "/logstores/my-logstore", [("from", "1714979000"), ("line", "10"), ("offset", "0"), ("query", "status: 200 and msg: \"a b~c*\" | select 你好"), ("reverse", "false"), ("to", "1714979289"), ("type", "log")], null, common),
            "N4" => Request("POST", "/logstores/my-logstore/shards/lb", null, Convert.FromHexString(LogGroupHex), [.. common, ("Content-Type", "application/x-protobuf"), ("x-log-bodyrawsize", "59"), ("Content-MD5", "6549C2BB34590091C0B77F76915C01DE")]),
            "N5" => Request("POST", "/", null, Utf8(CreateProject), [.. common, ("x-log-bodyrawsize", "46"), ("Content-MD5", "6A94824A7E81838061D470B624B1AEA2")]),
            _ => Request("GET", "/", null, null, [.. common, ("x-acs-security-token", Token)]),
        };

        Assert.Equal(expected, new SignerV1().ComputeSignature(request, Secret));
    }

    [Fact]
    public void Signs_as_the_Go_client_does()
    {
        (string, string)[] common = [("x-log-apiversion", "0.6.0"), ("x-log-signaturemethod", "hmac-sha1"), ("Date", "Mon, 3 Jan 2010 08:33:47 GMT")];
        SignableRequest list = Request("GET", "/logstores", null, null, [.. common, ("x-log-bodyrawsize", "0")]);
        SignableRequest read = Request("GET", "/logstores/app_log", null, null, [.. common, ("x-log-bodyrawsize", "50"), ("Content-Type", "application/x-protobuf"), ("Content-MD5", "8D6881250FF5559F59BBDF04100F6E59")]);

        Assert.Equal("Rwm6cTKzoti4HWoe+GKcb6Kv07E=", new SignerV1().ComputeSignature(list, "mockAccessKeySecret"));
        Assert.Equal("87xQWqFaOSewqRIma8kPjGYlXHc=", new SignerV1().ComputeSignature(read, "mockAccessKeySecret"));
    }

    [Theory]
    [InlineData("2", "GET\n\n\nMon, 06 May 2024 07:08:09 GMT\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:0\nx-log-signaturemethod:hmac-sha1\n/logstores?logstoreName=&offset=0&size=10")]
    [InlineData("3", "POST\nEBDC4C6299AC4903B37F74A821785AD6\napplication/json\nMon, 06 May 2024 07:08:09 GMT\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:54\nx-log-signaturemethod:hmac-sha1\n/logstores")]
    [InlineData("5", "GET\n\n\nMon, 06 May 2024 07:08:09 GMT\nx-acs-security-token:CAISsecurity+token/for==test\nx-log-apiversion:0.6.0\nx-log-bodyrawsize:0\nx-log-signaturemethod:hmac-sha1\n/")]
    public void Explains_what_was_signed(string row, string expected)
    {
        (SignableRequest request, AccessKeyCredential key) = Row(row);
        SignerV1 signer = new();
        signer.Sign(request, key, Time);

        Assert.Equal(expected, signer.Explain(request).StringToSign);
    }

    [Fact]
    public void Takes_the_date_line_from_x_log_date_when_it_is_there_and_does_not_sign_it_as_a_header()
    {
        SignableRequest request = Request("GET", "/", null, null, ("Date", "Mon, 01 Jan 2024 00:00:00 GMT"), ("x-log-date", Date), ("x-log-meta-a", "b"));

        string text = new SignerV1().Explain(request).StringToSign;

        Assert.Equal($"GET\n\n\n{Date}\n/", text);
    }
}
