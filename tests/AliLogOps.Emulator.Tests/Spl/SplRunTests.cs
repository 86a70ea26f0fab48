using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Logs;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Spl;
using AliLogOps.Emulator.Sql.Execution;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;

namespace AliLogOps.Emulator.Tests.Spl;

/// <summary>What happens around a script while it runs.</summary>
public sealed class SplRunTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Scan_begins_anew_when_logs_change_under_it()
    {
        await using SplBench bench = await SplBench.CreateAsync(fixture.Emulator);
        await bench.PutEachAsync([("n", "1")], [("n", "2")], [("n", "3")]);
        LogServices logs = fixture.Emulator.Services.Logs;
        LogstoreRecord logstore = fixture.Emulator.Services.Database.Read(session =>
            LogstoreRepository.Find(session, session.Scalar<long>("SELECT id FROM project WHERE name = $1", bench.Api.Project), "store"))!;
        int finds = 0;
        SplScan scan = new(logs, logstore, script =>
        {
            List<ScannedLog> found = ScannedLogs.Unindexed(logs, logstore, new(0, long.MaxValue), null, "", script.CheckLimits);
            if (++finds == 1)
            {
                // as a change that comes between finding and reading does
                logs.Engines.LeaveBehind(logstore.Id);
            }
            return found;
        });
        ScanPage page = scan.Run(() => Start("where n <> '2' | limit 5", TestContext.Current.CancellationToken), 0, 100, reverse: false);
        Assert.Equal((2, 2, 3), (finds, page.Rows.Count, page.Scanned));
    }

    [Fact]
    public void Script_ends_when_whoever_asked_has_gone()
    {
        using CancellationTokenSource gone = new();
        using SplScript script = Start("where n = '1'", gone.Token);
        LogGroupLayout group = SampleLog.Layout(new SampleLog(("n", "1")).ToGroup());
        SplRecordReader reader = new();
        Assert.Equal(SplOutcome.Kept, script.Apply(reader.Read(group, 0)));
        gone.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                script.Apply(reader.Read(group, 0));
            }
        });
    }

    [Fact]
    public void Part_of_a_condition_that_decides_keeps_the_rest_from_failing()
    {
        using SplScript script = Start("where n <> 'x' and cast(n as bigint) > 1 | extend m = case when n = '2' then 'two' else cast(1 / (cast(n as bigint) - 2) as varchar) end", default);
        SplRecordReader reader = new();
        foreach ((string value, SplOutcome expected) in ((string, SplOutcome)[])[("x", SplOutcome.Dropped), ("y", SplOutcome.Failed), ("1", SplOutcome.Dropped), ("2", SplOutcome.Kept), ("3", SplOutcome.Kept), ("x", SplOutcome.Dropped)])
        {
            Assert.Equal((value, expected), (value, script.Apply(reader.Read(SampleLog.Layout(new SampleLog(("n", value)).ToGroup()), 0))));
        }
    }

    [Fact]
    public void Logs_of_very_many_fields_take_no_time_out_of_proportion()
    {
        string json = "{" + string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"\"m{i}\":{i}")) + "}";
        (string, string)[] contents = [("json", json), .. Enumerable.Range(0, 20_000).Select(i => ($"k{i}", "v"))];
        using SplScript script = Start("parse-json json | parse-kv json, ',', ':' | project-away -wildcard \"k*\" | extend m59999 = m59999 || m0 | where m59999 = '599990'", default);
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        SplRecord record = new SplRecordReader().Read(SampleLog.Layout(new SampleLog(contents).ToGroup()), 0);
        Assert.Equal(SplOutcome.Kept, script.Apply(record));
        Assert.Equal("599990", System.Text.Encoding.UTF8.GetString(record.Fields.Single(field => field.Name == "m59999").Text()!));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    private static SplScript Start(string text, CancellationToken cancellationToken)
    {
        SplScript script = SplScript.Compile(text, SplUse.Scan);
        script.Start(new SqlRun(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(55), 64 * 1024 * 1024, cancellationToken));
        return script;
    }
}
