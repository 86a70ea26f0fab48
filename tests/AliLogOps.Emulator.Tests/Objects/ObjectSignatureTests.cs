using System.Security.Cryptography;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Objects;

/// <summary>PutObject leaves the body out of its signature; nothing else may.</summary>
public sealed class ObjectSignatureTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly byte[] s_content = "content"u8.ToArray();
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Fact]
    public async Task Version_1_may_sign_the_hash_of_the_object()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        TestRequest request = api.NewPut("a", s_content);
        request["Content-MD5"] = Convert.ToBase64String(MD5.HashData(s_content));
        _emulator.Sign(request, Support.Signing.V1);
        request.Body = s_content;
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Ok();
    }

    [Fact]
    public async Task Version_1_of_the_Go_client_signs_the_hexadecimal_hash_and_the_metadata()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        TestRequest request = api.NewPut("a", s_content);
        request["x-log-meta-k"] = "v";
        request["Content-MD5"] = Convert.ToHexString(MD5.HashData(s_content));
        request["Content-Type"] = "application/octet-stream";
        _emulator.Sign(request, Support.Signing.V1);
        request.Body = s_content;
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Ok();
        Assert.Equal("v", (await api.GetAsync("a")).Ok().Headers["x-log-meta-k"]);
    }

    [Fact]
    public async Task Version_4_signs_the_hash_of_no_body()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        TestRequest request = api.NewPut("a", s_content);
        request.Body = s_content;
        _emulator.Sign(request, Support.Signing.V4);
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(401, "SignatureNotMatch");
    }

    [Theory]
    [InlineData("V4", "x-log-bodyrawsize")]
    [InlineData("V1", "x-log-bodyrawsize")]
    [InlineData("V4", "Content-Type")]
    [InlineData("V1", "Content-Type")]
    public async Task What_is_signed_stays_as_it_was(string version, string header)
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync("a", s_content, Enum.Parse<Support.Signing>(version), "text/plain", (header, "8"))).Fails(401, "SignatureNotMatch");
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task A_wrong_secret_puts_nothing(string version)
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        TestRequest request = api.NewPut("a", s_content);
        request.Key = (_emulator.Services.Credentials.MainKeyId, "wrong");
        _emulator.Sign(request, Enum.Parse<Support.Signing>(version));
        request.Body = s_content;
        (await RawHttp.SendAsync(_emulator.EndPoint, request)).Fails(401, "SignatureNotMatch");
        (await api.GetAsync("a")).Fails(404, "ObjectNotExist");
    }

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    public async Task Every_other_operation_signs_its_body(string version)
    {
        Operation[] others = [.. _emulator.Server.Operations.Operations.Where(operation => operation.Name != "PutObject" && operation.Method is "PUT" or "POST" && !operation.Path.Text.StartsWith("/prometheus/", StringComparison.Ordinal))];
        Assert.True(others.Length > 50);
        foreach (Operation operation in others)
        {
            TestRequest request = new(operation.Method, operation.Path.Text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal))
            {
                Host = _emulator.HostOf(operation.Host == HostForm.Bare ? null : "project"),
            };
            request["x-log-apiversion"] = "0.6.0";
            _emulator.Sign(request, Enum.Parse<Support.Signing>(version));
            request.Body = s_content;
            Assert.Equal((401, "SignatureNotMatch"), await AnswerAsync(request));
            request["Content-MD5"] = Convert.ToHexString(MD5.HashData(s_content));
            Assert.Equal((401, "SignatureNotMatch"), await AnswerAsync(request));
        }

        async Task<(int, string)> AnswerAsync(TestRequest request)
        {
            TestResponse answer = await RawHttp.SendAsync(_emulator.EndPoint, request);
            return (answer.Status, answer.ErrorCode);
        }
    }

    [Fact]
    public void Metadata_are_in_the_signature_of_no_other_operation()
    {
        const string Date = "Mon, 06 May 2024 07:08:09 GMT";
        TestRequest signed = new("PUT", "/logstores/a");
        signed["Date"] = Date;
        signed["x-log-meta-k"] = "v";
        TestSigner.SignV1(signed, "id", "secret", DateTimeOffset.UnixEpoch);
        SlsRequest request = Requests.Of("PUT", "/logstores/a", headers: signed.Headers.Select(header => (header.Key, header.Value)));
        string signature = signed["Authorization"].Split(':')[1];
        Assert.True(SignatureV1.Verify(request, Date, sha256: false, "secret"u8, signature, signsBody: false));
        Assert.False(SignatureV1.Verify(request, Date, sha256: false, "secret"u8, signature));
    }
}
