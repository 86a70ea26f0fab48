using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Web tracking in its four forms.</summary>
public sealed class WebTrackingTests : IAsyncLifetime
{
    private TestEmulator _emulator = null!;
    private LogsApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await TestEmulator.StartAsync();
        await _emulator.CreateProjectAsync("project-1");
        (await _emulator.CallAsync("POST", "project-1", "/logstores", """{"logstoreName":"store","ttl":1,"shardCount":1,"enable_tracking":true}""")).Ok();
        _api = new LogsApi(_emulator, "project-1");
    }

    public ValueTask DisposeAsync()
    {
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task A_body_is_written_without_a_key_with_the_time_of_its_arrival()
    {
        (await AnonymousAsync("POST", "/track", """{"__topic__":"t","__source__":"s","__logs__":[{"a":"1"},{"a":"2"}],"__tags__":{"k":"v"}}""")).Ok();
        LogGroup group = await OnlyGroupAsync();
        Assert.Equal(("t", "s", "k", "v"), (group.Topic, group.Source, group.LogTags[0].Key, group.LogTags[0].Value));
        Assert.Equal(["1", "2"], group.Logs.Select(log => log.Contents[0].Value));
        Assert.InRange((long)group.Logs[0].Time, _api.Now - 10, _api.Now);
    }

    [Theory]
    [InlineData("/track", null)]
    [InlineData("/track.gif", "image/gif")]
    [InlineData("/track_ua.gif", "image/gif")]
    public async Task Parameters_are_written_too(string path, string? contentType)
    {
        TestResponse answer = (await AnonymousAsync("GET", path + "?APIVersion=0.6.0&__topic__=t&k1=v1&k2=中", null, request =>
        {
            request.Remove("x-log-apiversion");
            request["User-Agent"] = "test/1";
        })).Ok();
        Assert.Equal(contentType, answer.Headers.GetValueOrDefault("Content-Type"));
        LogGroup group = await OnlyGroupAsync();
        Assert.Equal("t", group.Topic);
        Assert.Equal("127.0.0.1", group.Source);
        Dictionary<string, string> contents = group.Logs[0].Contents.ToDictionary(content => content.Key, content => content.Value);
        Assert.Equal(("v1", "中"), (contents["k1"], contents["k2"]));
        Assert.Equal(path.Contains("ua", StringComparison.Ordinal) ? "test/1" : null, contents.GetValueOrDefault("__userAgent__"));
        Assert.False(contents.ContainsKey("APIVersion"));
    }

    [Theory]
    [InlineData("""{"__logs__":[{"a":"1"}]}""", "__source__ is lacking")]
    [InlineData("""{"__source__":"s"}""", "__logs__ is lacking")]
    [InlineData("""{"__source__":"s","__logs__":[{"a":1}]}""", "field a is 1")]
    [InlineData("""{"__source__":"s","__logs__":["a"]}""", "list of objects")]
    public async Task A_bad_body_is_told(string json, string message)
    {
        (await AnonymousAsync("POST", "/track", json)).Fails(400, "PostBodyInvalid", message);
    }

    [Fact]
    public async Task A_logstore_that_does_not_allow_it_refuses_and_other_operations_need_a_key()
    {
        (await _emulator.CallAsync("POST", "project-1", "/logstores", """{"logstoreName":"closed","ttl":1,"shardCount":1}""")).Ok();
        (await _emulator.CallAsync("GET", "project-1", "/logstores/closed/track?APIVersion=0.6.0&a=b", signing: Support.Signing.None)).Fails(401, "Unauthorized", "not enabled");
        (await AnonymousAsync("GET", "/index", null)).Fails(400, "MissAccessKeyId");
        (await AnonymousAsync("GET", "/track?a=b", null, request => request.Remove("x-log-apiversion"))).Fails(400, "MissingAPIVersion");
    }

    private async Task<LogGroup> OnlyGroupAsync()
    {
        return Assert.Single((await _api.PullAsync(0, await _api.CursorAsync(0, "begin"))).Groups.LogGroups);
    }

    private Task<TestResponse> AnonymousAsync(string method, string path, string? json, Action<TestRequest>? change = null)
    {
        return _emulator.CallAsync(method, "project-1", "/logstores/store" + path, json, Support.Signing.None, change);
    }
}
