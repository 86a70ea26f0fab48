using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>Scripts in pulls.</summary>
public sealed class SplPullTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Cursors_and_counts_are_those_of_what_was_read()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator, index: null);
        await bench.PutAsync([("n", "0")], [("n", "1")]);
        await bench.PutAsync([("n", "2")]);
        await bench.PutAsync([("n", "3")], [("n", "1")]);
        TestResponse plain = (await bench.PullRawAsync(null, mode: "", more: "&count=2", accept: "")).Ok();
        TestResponse some = (await bench.PullRawAsync("* | where n = '1'", more: "&count=2", accept: "")).Ok();
        Assert.Equal(["n=1"], Texts(some));
        Assert.Equal(plain.Headers["x-log-cursor"], some.Headers["x-log-cursor"]);
        Assert.Equal("1", some.Headers["x-log-count"]);
        Assert.Equal(some.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), some.Headers["x-log-bodyrawsize"]);
        Assert.Equal((plain.Headers["x-log-bodyrawsize"], "2"), (some.Headers["x-log-rawdatasize"], some.Headers["x-log-rawdatacount"]));
        Assert.Equal(("3", "1", "0"), (some.Headers["x-log-rawdatalines"], some.Headers["x-log-resultlines"], some.Headers["x-log-failedlines"]));
        Assert.False(plain.Headers.ContainsKey("x-log-rawdatasize"));

        // nothing left is not the end
        TestResponse none = (await bench.PullRawAsync("* | where n = '9'", more: "&count=2")).Ok();
        Assert.Equal(("0", "0", plain.Headers["x-log-cursor"]), (none.Headers["x-log-count"], none.Headers["x-log-bodyrawsize"], none.Headers["x-log-cursor"]));
        Assert.Empty(none.Body);

        string end = await bench.Api.CursorAsync(0, "end");
        TestResponse last = await bench.Api.CallAsync("GET", $"/shards/0?type=log&cursor={end}&pullMode=scan_on_stream&query=* | where n is null");
        Assert.Equal((end, "0", "0"), (last.Ok().Headers["x-log-cursor"], last.Headers["x-log-count"], last.Headers["x-log-rawdatalines"]));
    }

    [Fact]
    public async Task Filter_leaves_groups_byte_by_byte()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        LogGroup group = SampleLog.Group(new SampleLog(("k", "1"), ("k", "2")) { Time = (uint)bench.Api.Now, Topic = "t", Tags = [("a", "b"), ("a", "c")] }, new SampleLog(("k", "3")) { Time = 1 + (uint)bench.Api.Now });
        group.Logs[0].TimeNs = 5;
        group.MachineUUID = "machine";
        (await bench.Api.PutAsync(group)).Ok();
        Assert.Equal(await bench.PullAsync(null), await bench.PullAsync("* | where k <> '9'"));
        Assert.Equal(await bench.PullAsync(null), await bench.PullAsync("*"));
        group.Logs.RemoveAt(1);
        Assert.Equal(group, (await bench.PullAsync("* | where k = '2'")).LogGroups.Single());
    }

    [Fact]
    public async Task Change_keeps_time_topic_source_and_tags_unless_it_takes_them_out()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        uint now = (uint)bench.Api.Now;
        LogGroup group = SampleLog.Group(new SampleLog(("k", "1"), ("k", "2")) { Time = now, Topic = "t", Source = "s", Tags = [("a", "b"), ("c", "d")] });
        group.Logs[0].TimeNs = 999_999_995;
        group.MachineUUID = "machine";
        (await bench.Api.PutAsync(group)).Ok();

        LogGroup extended = (await bench.PullAsync("* | extend x = __time_ns_part__ + 1")).LogGroups.Single();
        group.Logs[0].Contents.Clear();
        group.Logs[0].Contents.Add(new Log.Types.Content { Key = "k", Value = "2" });
        group.Logs[0].Contents.Add(new Log.Types.Content { Key = "x", Value = "999999996" });
        Assert.Equal(group, extended);

        LogGroup projected = (await bench.PullAsync("* | project k, \"__tag__:c\"")).LogGroups.Single();
        Assert.Equal(("", "", "c", "d"), (projected.Topic, projected.Source, projected.LogTags.Single().Key, projected.LogTags[0].Value));
        Assert.Equal((now, 999_999_995u), (projected.Logs[0].Time, projected.Logs[0].TimeNs));
    }

    [Fact]
    public async Task Logs_with_different_tags_come_in_different_groups()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync([("k", "a")], [("k", "b")], [("k", "a")]);
        TestResponse pull = (await bench.PullRawAsync("* | extend \"__tag__:kind\" = k, __topic__ = upper(k)")).Ok();
        LogGroupList groups = SplBench.Groups(pull);
        Assert.Equal(["A: k=a, k=a", "B: k=b"], groups.LogGroups.Select(group => $"{group.Topic}: {string.Join(", ", group.Logs.Select(SplBench.Text))}"));
        Assert.All(groups.LogGroups, group => Assert.Equal(["host", "kind"], group.LogTags.Select(tag => tag.Key)));
        Assert.Equal(("2", "1", "3"), (pull.Headers["x-log-count"], pull.Headers["x-log-rawdatacount"], pull.Headers["x-log-resultlines"]));
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public async Task Answer_is_compressed_as_asked(string accept)
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync([("k", "a")], [("k", "b")]);
        foreach (string script in (string[])["* | where k = 'a'", "* | project k"])
        {
            TestResponse compressed = (await bench.PullRawAsync(script, accept: accept)).Ok();
            Assert.Equal(accept, compressed.Headers["x-log-compresstype"]);
            Assert.Equal(await bench.PullAsync(script, accept: ""), SplBench.Groups(compressed));
        }
    }

    [Fact]
    public async Task HEAD_gives_the_headers_alone()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync([("k", "a")], [("k", "b")]);
        TestResponse head = (await bench.PullRawAsync("* | where k = 'a'", method: "HEAD")).Ok();
        Assert.Empty(head.Body);
        Assert.Equal(("1", "2", "1"), (head.Headers["x-log-count"], head.Headers["x-log-rawdatalines"], head.Headers["x-log-resultlines"]));
    }

    [Fact]
    public async Task Parameters_that_are_not_known_are_refused_by_name()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutAsync([("k", "a")]);
        // the API's description of the operation has no pullMode
        Assert.Equal(["k=a"], Texts((await bench.PullRawAsync("* | where k = 'a'", mode: "")).Ok()));
        (await bench.PullRawAsync("* | where k = 'a'", mode: "stream")).Fails(400, "ParameterInvalid", "pullMode is 'stream': scan_on_stream is the only one");
        (await bench.PullRawAsync("k: a | where k = 'a'")).Fails(501, "NotImplemented", "'k: a'");
        (await bench.PullRawAsync("k")).Fails(501, "NotImplemented", "'k'");
        (await bench.PullRawAsync("* | where k = 'a'", more: "&processor=p")).Fails(501, "NotImplemented", "processor");
        (await bench.PullRawAsync("* | limit 1")).Fails(400, "ParameterInvalid", "limit: a pull takes no limit: use its parameter count");
        (await bench.PullRawAsync("* | select 1")).Fails(400, "ParameterInvalid", "unknown command 'select'");
        (await bench.PullRawAsync("* | where k = '" + new string('x', 10_240) + "'")).Fails(400, "ParameterInvalid", "10240 are the limit");
        (await bench.PullRawAsync(null)).Ok();
    }

    private static string[] Texts(TestResponse response)
    {
        return [.. SplBench.Groups(response).LogGroups.SelectMany(group => group.Logs).Select(SplBench.Text)];
    }
}
