using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Logs.Search;
using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Storage;

/// <summary>What is kept in memory of log groups changes with the commit that changes them, whoever opened a search engine meanwhile.</summary>
public sealed class GroupChangeTests
{
    /// <summary>Groups of which a search stores full segments on its way.</summary>
    private const int ManyGroups = 80;
    private const int LogsOfGroup = 3000;

    [Fact]
    public void What_is_told_of_a_commit_is_told_before_another_can_write()
    {
        using Database database = Database.Open(null, [new SchemaPart("test", "CREATE TABLE t (x INTEGER);")]);
        bool told = false;
        bool toldBefore = false;
        Thread other = new(() => database.Write(_ => toldBefore = Volatile.Read(ref told)));
        int result = database.Write(
            session =>
            {
                StartAndWait(other);
                return session.Execute("INSERT INTO t (x) VALUES (1), (2)");
            },
            changed =>
            {
                // time enough for the other, had the lock been let go
                Thread.Sleep(50);
                Volatile.Write(ref told, changed == 2);
            });
        other.Join();
        Assert.True(result == 2 && toldBefore);
    }

    [Fact]
    public void Nothing_is_told_of_a_write_that_fails()
    {
        using Database database = Database.Open(null, [new SchemaPart("test", "CREATE TABLE t (x INTEGER);")]);
        bool told = false;
        Assert.Throws<InvalidOperationException>(() => database.Write<int>(_ => throw new InvalidOperationException(), _ => told = true));
        Assert.False(told);
    }

    [Fact]
    public async Task An_engine_opened_before_the_commit_stores_nothing_of_what_it_read()
    {
        using TempFolder folder = new();
        await using TestEmulator emulator = await TestEmulator.StartAsync(new() { DataPath = folder.Path });
        (LogsApi api, LogstoreRecord logstore) = await StoreAsync(emulator, many: 0, one: 1);
        SearchEngines engines = emulator.Services.Logs.Engines;
        LogstoreEngine? stale = null;
        Counter seen = new();
        Thread searching = new(() => stale!.Visit(new SearchRange(0, uint.MaxValue), seen));
        emulator.Services.Logs.Changes.DropShard(logstore.Id, 0, _ =>
        {
            engines.LeaveBehind(logstore.Id);
            emulator.Services.Visibility.Delays = VisibilityDelays.None;
            // as a writer does that takes note of a group: it reads the state before the commit
            stale = engines.Get(logstore.Id);
            // it comes to storing a segment and has to wait for this transaction
            StartAndWait(searching);
        });
        searching.Join();
        Assert.NotSame(stale, engines.Get(logstore.Id));
        Assert.Equal(0, Segments(emulator));
        Assert.Equal(1, await api.CountAsync());
        Assert.Equal("one", await api.ValuesAsync("*"));
        (await api.PutAsync(api.Group(("k", "two")))).Ok();
        Assert.Equal("one two", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task An_engine_that_is_being_opened_during_the_commit_stores_nothing_beside_its_successor()
    {
        // in memory a reader waits for the transaction: the engine is neither there nor not there when it is left behind
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        (LogsApi api, LogstoreRecord logstore) = await StoreAsync(emulator, many: 1, one: 0);
        SearchEngines engines = emulator.Services.Logs.Engines;
        LogstoreEngine? opened = null;
        Thread opening = new(() => opened = engines.Get(logstore.Id));
        emulator.Services.Logs.Changes.DropShard(logstore.Id, 0, _ =>
        {
            engines.LeaveBehind(logstore.Id);
            StartAndWait(opening);
        });
        opening.Join();
        emulator.Services.Visibility.Delays = VisibilityDelays.None;
        Counter seen = new();
        opened!.Visit(new SearchRange(0, uint.MaxValue), seen);
        Assert.NotSame(opened, engines.Get(logstore.Id));
        Assert.Equal(0, Segments(emulator));
        Assert.Equal(ManyGroups * LogsOfGroup, await api.CountAsync("many"));
        Assert.Equal(ManyGroups * LogsOfGroup, await api.CountAsync());
    }

    [Fact]
    public async Task A_change_that_fails_leaves_the_engine()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await RowsApi.CreateAsync(emulator);
        (await api.PutAsync(api.Group(("k", "kept")))).Ok();
        LogstoreRecord logstore = emulator.Services.Logstores.ListAll().Single();
        LogstoreEngine engine = emulator.Services.Logs.Engines.Get(logstore.Id);
        Assert.Throws<InvalidOperationException>(() => emulator.Services.Logs.Changes.DropShard(logstore.Id, 0, _ => throw new InvalidOperationException()));
        Assert.Same(engine, emulator.Services.Logs.Engines.Get(logstore.Id));
        Assert.Equal("kept", await api.ValuesAsync("*"));
    }

    [Fact]
    public async Task A_deletion_leaves_the_engine_and_an_update_opens_another()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await RowsApi.CreateAsync(emulator);
        (await api.PutAsync(api.Group(("k", "a")))).Ok();
        (await api.PutAsync(api.Group(("k", "b")))).Ok();
        LogstoreRecord logstore = emulator.Services.Logstores.ListAll().Single();
        LogstoreEngine engine = emulator.Services.Logs.Engines.Get(logstore.Id);
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("a")));
        Assert.Same(engine, emulator.Services.Logs.Engines.Get(logstore.Id));
        Assert.Equal(0, await api.UpdateAsync(api.ByQuery("b"), """{"k":"b"}"""));
        Assert.Same(engine, emulator.Services.Logs.Engines.Get(logstore.Id));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("b"), """{"k":"c"}"""));
        Assert.NotSame(engine, emulator.Services.Logs.Engines.Get(logstore.Id));
    }

    [Fact]
    public async Task What_goes_takes_its_changes_along()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await RowsApi.CreateAsync(emulator);
        LogstoreRecord logstore = emulator.Services.Logstores.ListAll().Single();
        (await api.PutAsync(api.Group(("k", "a")))).Ok();
        (await api.PutAsync(api.Group(("k", "b")))).Ok();
        Assert.Equal(1, await api.DeleteAsync(api.ByQuery("a")));
        Assert.Equal(1, await api.UpdateAsync(api.ByQuery("b"), """{"k":"c"}"""));
        Assert.Equal(1, emulator.Services.Logs.Engines.Deletions.Of(logstore.Id).GroupCount);
        (await api.CallAsync("POST", "/shards/0?action=split")).Ok();
        (await api.PutAsync(api.Group(("k", "d")))).Ok();
        (await api.CallAsync("DELETE", "/shards/0")).Ok();
        Assert.Equal("d", await api.ValuesAsync("*"));
        Assert.Equal(0, emulator.Services.Logs.Engines.Deletions.Of(logstore.Id).GroupCount);
        Assert.Equal(0, emulator.Services.Database.Read(session => session.Scalar<long>("SELECT count(*) FROM row_change")));
    }

    /// <summary>A logstore whose logs no search finds until the dial is turned back: many in one of its two shards, one in the other.</summary>
    private static async Task<(LogsApi Api, LogstoreRecord Logstore)> StoreAsync(TestEmulator emulator, int many, int one)
    {
        emulator.Services.Visibility.Delays = VisibilityDelays.None with { Search = TimeSpan.FromMinutes(30) };
        LogsApi api = await RowsApi.CreateAsync(emulator, shards: 2);
        LogGroup group = SampleLog.Group([.. Enumerable.Range(0, LogsOfGroup).Select(n => new SampleLog(("k", "many")) { Time = (uint)api.Now })]);
        for (int i = 0; i < ManyGroups; i++)
        {
            (await PutAsync(api, group, many)).Ok();
        }
        (await PutAsync(api, api.Group(("k", "one")), one)).Ok();
        return (api, emulator.Services.Logstores.ListAll().Single());
    }

    private static Task<TestResponse> PutAsync(LogsApi api, LogGroup group, int shard)
    {
        string key = new(shard == 0 ? '0' : 'f', 32);
        return api.PutAsync(group, "/shards/route", change: request => request.Query.Add(new("key", key)));
    }

    private static long Segments(TestEmulator emulator)
    {
        return emulator.Services.Database.Read(session => session.Scalar<long>("SELECT count(*) FROM segment"));
    }

    /// <summary>Starts a thread and goes on when it waits, or is done.</summary>
    private static void StartAndWait(Thread thread)
    {
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => (thread.ThreadState & (ThreadState.WaitSleepJoin | ThreadState.Stopped)) != 0, TimeSpan.FromSeconds(30)));
    }

    private sealed class Counter : ISegmentVisitor
    {
        public bool Reverse => false;

        public int Documents { get; private set; }

        public bool IsDone(uint time)
        {
            return false;
        }

        public void Visit(Segment segment, long firstOrdinal)
        {
            Documents += segment.Documents;
        }
    }
}
