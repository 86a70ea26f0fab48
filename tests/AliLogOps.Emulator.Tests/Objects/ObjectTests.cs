using System.Security.Cryptography;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Tests.Objects;

public sealed class ObjectTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly byte[] s_content = [0, 1, 2, 0xFF, 13, 10];
    private readonly TestEmulator _emulator = fixture.Emulator;

    [Theory]
    [InlineData("V4")]
    [InlineData("V1")]
    [InlineData("V1Sha256")]
    public async Task An_object_comes_back_with_what_belongs_to_it(string version)
    {
        Support.Signing signing = Enum.Parse<Support.Signing>(version);
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        string md5 = Convert.ToBase64String(MD5.HashData(s_content));
        TestResponse put = (await api.PutAsync("My_object-1", s_content, signing, "image/png", ("Content-MD5", md5), ("x-log-meta-Author", "me"), ("x-log-meta-empty", ""))).Ok();
        string etag = $"\"{Convert.ToHexString(MD5.HashData(s_content))}\"";
        // the official client for Python looks for just this spelling
        Assert.Equal((etag, ""), (put.Headers["ETag"], put.Text));
        TestResponse got = (await api.GetAsync("My_object-1", signing)).Ok();
        Assert.Equal(s_content, got.Body);
        Assert.Equal(
            (etag, "image/png", md5, "me", ""),
            (got.Headers["ETag"], got.Headers["Content-Type"], got.Headers["Content-MD5"], got.Headers["x-log-meta-author"], got.Headers["x-log-meta-empty"]));
    }

    [Fact]
    public async Task A_put_replaces_the_object_with_its_headers()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync("a", s_content, contentType: "text/plain", headers: ("x-log-meta-k", "v"))).Ok();
        (await api.PutAsync("a", [])).Ok();
        TestResponse got = (await api.GetAsync("a")).Ok();
        Assert.Empty(got.Body);
        Assert.Equal("\"D41D8CD98F00B204E9800998ECF8427E\"", got.Headers["ETag"]);
        Assert.DoesNotContain(got.Headers.Keys, name => name is "Content-Type" or "x-log-meta-k");
    }

    [Fact]
    public async Task A_deleted_or_unknown_object_does_not_exist()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync("a", s_content)).Ok();
        Assert.Empty((await api.DeleteAsync("a")).Ok().Body);
        (await api.DeleteAsync("a")).Fails(404, "ObjectNotExist", "a");
        (await api.GetAsync("a")).Fails(404, "ObjectNotExist", "a");
    }

    [Fact]
    public async Task Objects_go_with_their_logstore()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync("a", s_content)).Ok();
        (await _emulator.CallAsync("DELETE", api.Project, "/logstores/store")).Ok();
        (await api.GetAsync("a")).Fails(404, "LogStoreNotExist");
        (await api.PutAsync("a", s_content)).Fails(404, "LogStoreNotExist");
        (await api.DeleteAsync("a")).Fails(404, "LogStoreNotExist");
        (await _emulator.CallAsync("POST", api.Project, "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":1}""")).Ok();
        (await api.GetAsync("a")).Fails(404, "ObjectNotExist");
    }

    [Theory]
    [InlineData("a.b", "a.b")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("%E4%B8%AD", "中")]
    public async Task A_name_has_letters_digits_underscores_and_hyphens_only(string path, string name)
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync(path, s_content)).Fails(400, "ParameterInvalid", name);
        (await api.GetAsync(path)).Fails(400, "ParameterInvalid", name);
        (await api.DeleteAsync(path)).Fails(400, "ParameterInvalid", name);
    }

    [Fact]
    public async Task An_escaped_name_is_the_name()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        (await api.PutAsync("a%2Db%5Fc", s_content)).Ok();
        Assert.Equal(s_content, (await api.GetAsync("a-b_c")).Ok().Body);
    }

    [Fact]
    public async Task A_hash_that_is_not_the_bodys_is_refused_and_nothing_stored()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        string other = Convert.ToBase64String(MD5.HashData("other"u8));
        (await api.PutAsync("a", s_content, headers: ("Content-MD5", other))).Fails(400, "InvalidDigest", other);
        (await api.PutAsync("a", s_content, headers: ("Content-MD5", "nonsense"))).Fails(400, "InvalidDigest", "nonsense");
        (await api.GetAsync("a")).Fails(404, "ObjectNotExist");
    }

    [Fact]
    public async Task What_cannot_be_given_back_is_refused()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        // the bytes of a letter that is not ASCII, as one character each
        (await api.PutAsync("a", s_content, headers: ("x-log-meta-name", "\u00c3\u00a4"))).Fails(400, "ParameterInvalid", "x-log-meta-name");
        TestRequest compressed = api.NewPut("a", s_content);
        compressed["x-log-compresstype"] = "deflate";
        compressed["x-log-bodyrawsize"] = "0";
        _emulator.Sign(compressed, Support.Signing.V4);
        (await RawHttp.SendAsync(_emulator.EndPoint, compressed)).Fails(501, "NotImplemented", "PutObject with x-log-compresstype");
    }

    [Fact]
    public async Task An_object_may_be_as_large_as_a_body()
    {
        ObjectsApi api = await ObjectsApi.CreateAsync(_emulator);
        byte[] content = new byte[BodyCompression.MaxRawSize + 1];
        (await api.PutAsync("a", content)).Fails(413, "PostBodyTooLarge");
        (await api.PutAsync("a", content[1..])).Ok();
        Assert.Equal(content.Length - 1, (await api.GetAsync("a")).Ok().Body.Length);
    }

    [Fact]
    public async Task Objects_survive_a_restart_and_come_to_an_older_database()
    {
        using TempFolder folder = new();
        Database.Open(folder.Path, [.. EmulatorParts.Create().SelectMany(part => part.Schemas).Where(part => part.Since < 4)]).Dispose();
        using (SqliteConnection connection = new($"Data Source={Path.Combine(folder.Path, "emulator.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 3;";
            command.ExecuteNonQuery();
        }
        EmulatorOptions options = new() { DataPath = folder.Path };
        ObjectsApi api;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            api = await ObjectsApi.CreateAsync(emulator);
            (await api.PutAsync("kept", s_content, contentType: "text/plain", headers: ("x-log-meta-k", "v"))).Ok();
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            TestResponse got = (await new ObjectsApi(emulator, api.Project).GetAsync("kept")).Ok();
            Assert.Equal(s_content, got.Body);
            Assert.Equal(("text/plain", "v"), (got.Headers["Content-Type"], got.Headers["x-log-meta-k"]));
        }
    }
}
