using System.Globalization;
using System.Runtime.CompilerServices;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Storage;

/// <summary>What lives long must not hold on to what has gone: a service container may run for weeks.</summary>
public class ForgettingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public async Task A_deleted_logstore_leaves_no_engine_and_no_index_definition_behind()
    {
        await using TestEmulator emulator = await TestEmulator.StartAsync();
        LogsApi api = await LogsApi.CreateAsync(emulator, index: """{"line":{"token":[" "]}}""");
        await api.PutAsync(api.Group(("k", "some words")));
        Assert.Single((await api.SearchAsync("words"))["data"]!.AsArray());
        (WeakReference engine, WeakReference current, WeakReference version) = References(emulator.Services);
        Assert.True(engine.IsAlive && current.IsAlive && version.IsAlive);
        (await emulator.CallAsync("DELETE", api.Project, "/")).Ok();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Equal((false, false, false), (engine.IsAlive, current.IsAlive, version.IsAlive));
    }

    [Fact]
    public void Temporary_keys_are_forgotten_a_day_after_their_end_and_not_before()
    {
        CredentialStore store = CredentialStore.Mint();
        AccessKey old = Temporary(s_now.AddDays(-1).AddSeconds(-1));
        AccessKey expired = Temporary(s_now.AddDays(-1).AddSeconds(1));
        store.AddTemporary(old, s_now);
        store.AddTemporary(expired, s_now);
        for (int i = 0; i < 5000; i++)
        {
            store.AddTemporary(Temporary(s_now.AddDays(-3)), s_now);
        }
        Assert.Null(store.Find(old.Id));
        Assert.Same(expired, store.Find(expired.Id));
        Assert.NotNull(store.Find(store.MainKeyId));
        Assert.InRange(store.All.Count, 2, 2000);
    }

    [Fact]
    public void Writes_are_told_of_a_thousand_projects_and_counted_of_all()
    {
        WriteCounters counters = new();
        for (int i = 0; i < 1500; i++)
        {
            counters.CountWrite(string.Create(CultureInfo.InvariantCulture, $"project-{i}"));
            counters.CountWrite("project-0");
        }
        (long total, IReadOnlyList<KeyValuePair<string, long>> byProject) = counters.Writes();
        Assert.Equal((3000, 1000), (total, byProject.Count));
        Assert.Contains(byProject, pair => pair.Key == "project-1499");
    }

    // not inlined, so that no local of the test keeps them alive
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Engine, WeakReference Current, WeakReference Version) References(EmulatorServices services)
    {
        LogServices logs = services.Logs;
        LogstoreRecord logstore = services.Logstores.ListAll().Single();
        long version = services.Database.Read(session => session.Scalar<long>("SELECT id FROM index_version WHERE logstore_id = $1", logstore.Id));
        return (new(logs.Engines.Get(logstore.Id)), new(logs.Versions.Current(logstore.Id)), new(logs.Versions.Get(version)));
    }

    private static AccessKey Temporary(DateTimeOffset end)
    {
        return KeyMint.Temporary(CallerIdentity.Account, end, []);
    }
}
