using System.Globalization;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Protos;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Many logs: segments are filled, stored, read back, and searched together with those still in memory.</summary>
public sealed class SegmentTests
{
    private static readonly string s_index = $$$$"""{"line":{"token":{{{{SearchFixture.Delimiters}}}}},"keys":{"n":{"type":"long"}}}""";

    [Fact]
    public async Task Search_over_several_segments_finds_each_log_once_in_order()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        int count = (MemorySegment.FullDocuments * 2) + 1000;
        await WriteAsync(fixture, 0, count);
        await StoredAsync(fixture, 2);
        Assert.Equal(Enumerable.Range(0, count).Where(i => i % 1000 == 7).Select(i => (long)i), fixture.Find("every1000x7"));
        Assert.Equal([123_456L], fixture.Find("n:123456"));
        Assert.Equal(Enumerable.Range(65_000, 1001).Select(i => (long)i), fixture.Find("n in [65000 66000]", line: 2000));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)(count - 1 - i)), fixture.Find("*", reverse: true, line: 50));
        Assert.Equal(Enumerable.Range(100_000, 100).Select(i => (long)i), fixture.Find("*", offset: 100_000, line: 100));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)(count - 100_001 - i)), fixture.Find("*", offset: 100_000, line: 100, reverse: true));
        Assert.Empty(fixture.Find("every1000x7 not every1000x7"));
        Assert.Equal(count, fixture.Search.Count(fixture.Request("*"), [0]).Sum());
    }

    [Fact]
    public async Task Segments_are_used_again_after_a_restart()
    {
        string path = Path.Combine(Path.GetTempPath(), "segments-" + Guid.NewGuid().ToString("N"));
        try
        {
            int count = MemorySegment.FullDocuments + 5000;
            using (SearchFixture first = new(path))
            {
                first.SetIndex(s_index);
                await WriteAsync(first, 0, count);
                await StoredAsync(first, 1);
            }
            using SearchFixture second = new(path);
            Assert.Equal(Enumerable.Range(0, count).Where(i => i % 1000 == 7).Select(i => (long)i), second.Find("every1000x7"));
            await WriteAsync(second, count, 10);
            Assert.Equal(count + 10, second.Search.Count(second.Request("*"), [0]).Sum());
            Assert.Equal(1, Stored(second));
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task Search_beside_writing_sees_a_growing_prefix()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        Task writing = Task.Run(() => WriteAsync(fixture, 0, 80_000), TestContext.Current.CancellationToken);
        long last = 0;
        while (!writing.IsCompleted)
        {
            long now = fixture.Search.Count(fixture.Request("*"), [0]).Sum();
            Assert.True(now >= last, $"{now} after {last}");
            Assert.Equal(0, now % 500);
            last = now;
        }
        await writing;
        Assert.Equal(80_000, fixture.Search.Count(fixture.Request("*"), [0]).Sum());
    }

    [Fact]
    public void Segment_is_full_by_its_size_in_memory_too()
    {
        Emulator.Query.IndexDefinition index = Emulator.Query.IndexDefinitionReader.Read(s_index);
        MemorySegment segment = new(index, 1);
        int logs = 0;
        while (!segment.IsFull)
        {
            // every log has keys that no other has
            LogGroup group = SampleLog.Group([.. Enumerable.Range(0, 100).Select(i => new SampleLog(
                [.. Enumerable.Range(0, 50).Select(key => (string.Create(CultureInfo.InvariantCulture, $"key-{logs}-{i}-{key}"), "v"))]))]);
            segment.Add(++logs, SampleLog.Layout(group));
        }
        Assert.InRange(segment.Documents, 100, MemorySegment.FullDocuments / 4);
    }

    [Fact]
    public async Task Group_of_a_logstore_that_has_gone_fails_alone()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        Task lost = fixture.WriteAsync(new SampleLog(("n", "1")).ToGroup(), logstoreId: 99);
        Task kept = fixture.WriteAsync(new SampleLog(("n", "2")));
        await kept;
        Emulator.Http.SlsException error = await Assert.ThrowsAsync<Emulator.Http.SlsException>(() => lost);
        Assert.Equal((404, "LogStoreNotExist"), (error.Error.Status, error.Error.Code));
        Assert.Equal([0], fixture.Find("n:2"));
    }

    [Fact]
    public async Task Far_pages_follow_a_change_of_the_index()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        await WriteAsync(fixture, 0, 12_000);
        Assert.Single(fixture.Find("n>=0", offset: 11_999, line: 1));
        fixture.SetIndex("""{"keys":{"n":{"type":"text","token":[]}}}""");
        Assert.Throws<Emulator.Query.QueryRefusedException>(() => fixture.Find("n>=0", offset: 11_999, line: 1));
    }

    [Fact]
    public async Task Phrase_is_checked_in_the_logs_themselves()
    {
        using SearchFixture fixture = new();
        fixture.SetIndex(s_index);
        await WriteAsync(fixture, 0, MemorySegment.FullDocuments + 500);
        await StoredAsync(fixture, 1);
        Assert.Equal([1007L], fixture.Find("#\"number 1007 is\""));
        Assert.Empty(fixture.Find("#\"is number 1007\""));
    }

    private static async Task WriteAsync(SearchFixture fixture, int start, int count)
    {
        for (int first = start; first < start + count; first += 500)
        {
            LogGroup group = SampleLog.Group([.. Enumerable.Range(first, Math.Min(500, start + count - first)).Select(i => new SampleLog(
                ("msg", string.Create(CultureInfo.InvariantCulture, $"number {i} is every1000x{i % 1000}")), ("n", i.ToString(CultureInfo.InvariantCulture)))
            { Time = 1_700_000_000 + (uint)(i / 100) })]);
            await fixture.WriteAsync(group);
        }
    }

    private static async Task StoredAsync(SearchFixture fixture, int segments)
    {
        while (Stored(fixture) < segments)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static long Stored(SearchFixture fixture)
    {
        return fixture.Database.Read(session => session.Scalar<long>("SELECT count(*) FROM segment"));
    }
}
