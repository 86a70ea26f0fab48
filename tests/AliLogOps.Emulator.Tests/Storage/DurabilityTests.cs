using System.Collections.Concurrent;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Logs;
using AliLogOps.Emulator.Tests.Support;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Tests.Storage;

public class DurabilityTests
{
    [Fact]
    public async Task A_restart_keeps_everything()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        string[] reads = ["/", "/logstores/store-1", "/logstores/store-1/shards", "/logstores/store-1/index", "/configs/sys-1", "/machinegroups/web", "/machinegroups/web/configs", "/metricstores/metrics", "/logstores/store-1/substores/sub", "/systemtags?resourceType=project"];
        List<string> before = [];
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            await emulator.CreateProjectAsync("kept-project", "store-1");
            (await emulator.CallAsync("POST", "kept-project", "/logstores/store-1/index", """{"line":{"token":[","]}}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/configs", """{"configName":"sys-1","inputType":"syslog","inputDetail":{"tag":"t"},"outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/machinegroups", """{"groupName":"web","machineIdentifyType":"userdefined","machineList":["id"]}""")).Ok();
            (await emulator.CallAsync("PUT", "kept-project", "/machinegroups/web/configs/sys-1")).Ok();
            (await emulator.EcsAsync("AuthorizeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", "sg-emulator"), ("IpProtocol", "tcp"), ("PortRange", "1/2"), ("SourceCidrIp", "10.0.0.1")])).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/metricstores", """{"name":"metrics","ttl":7,"shardCount":1}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/logstores/store-1/substores", """{"name":"sub","ttl":7,"sortedKeyCount":0,"timeIndex":0,"keys":[{"name":"t","type":"long"}]}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/systemtag", """{"resourceType":"project","resourceId":["kept-project"],"tags":[{"key":"k","value":"v"}]}""")).Ok();
            foreach (string path in reads)
            {
                before.Add((await emulator.CallAsync("GET", "kept-project", path)).Ok().Text);
            }
        }
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            for (int i = 0; i < reads.Length; i++)
            {
                Assert.Equal(before[i], (await emulator.CallAsync("GET", "kept-project", reads[i])).Ok().Text);
            }
            TestResponse rules = (await emulator.EcsAsync("DescribeSecurityGroupAttribute", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", "sg-emulator")])).Ok();
            Assert.Single(rules.Json["Permissions"]!["Permission"]!.AsArray());
            Assert.Equal(folder.Path, (string?)(await emulator.ControlAsync("GET", "/_emulator/state")).Ok().Json["dataPath"]);
        }
    }

    [Fact]
    public async Task A_kill_at_any_moment_loses_no_acknowledged_write()
    {
        using TempFolder folder = new();
        List<string> acknowledged = [];
        for (int round = 0; round < 3; round++)
        {
            using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--data-path", folder.Path);
            foreach (string name in acknowledged)
            {
                (await emulator.CallAsync("GET", name, "/")).Ok();
            }
            using CancellationTokenSource killed = new();
            Task writer = Task.Run(
                async () =>
                {
                    for (int i = 0; i < 40 / 3; i++)
                    {
                        string name = $"project-{round}-{i}";
                        try
                        {
                            (await emulator.CallAsync("POST", name, "/", $$"""{"projectName":"{{name}}"}""")).Ok();
                        }
                        catch (Exception e) when (killed.IsCancellationRequested && e is not Xunit.Sdk.IAssertionException)
                        {
                            return;
                        }
                        lock (acknowledged)
                        {
                            acknowledged.Add(name);
                        }
                    }
                },
                TestContext.Current.CancellationToken);
            SpinWait.SpinUntil(() => { lock (acknowledged) { return acknowledged.Count >= (round * 5) + 5; } }, TimeSpan.FromSeconds(30));
            await killed.CancelAsync();
            emulator.Process.Kill();
            await writer;
            await emulator.WaitForExitAsync();
        }
        using EmulatorProcess last = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        Assert.True(acknowledged.Count >= 15);
        foreach (string name in acknowledged)
        {
            (await last.CallAsync("GET", name, "/")).Ok();
        }
    }

    [Fact]
    public async Task A_kill_under_load_loses_no_acknowledged_log()
    {
        using TempFolder folder = new();
        ConcurrentBag<string> acknowledged = [];
        for (int round = 0; round < 3; round++)
        {
            using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--data-path", folder.Path);
            if (round == 0)
            {
                (await emulator.CallAsync("POST", "loaded", "/", """{"projectName":"loaded"}""")).Ok();
                (await emulator.CallAsync("POST", "loaded", "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":2}""")).Ok();
                (await emulator.CallAsync("POST", "loaded", "/logstores/store/index", """{"line":{"token":[" "]}}""")).Ok();
            }
            int before = acknowledged.Count;
            using CancellationTokenSource killed = new();
            Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => WriteUntilAsync(emulator, $"r{round}w{writer}n", acknowledged, killed.Token))];
            SpinWait.SpinUntil(() => acknowledged.Count >= before + 40, TimeSpan.FromSeconds(30));
            await killed.CancelAsync();
            emulator.Process.Kill();
            await Task.WhenAll(writers);
            await emulator.WaitForExitAsync();
            Assert.True(acknowledged.Count >= before + 40);
        }
        using EmulatorProcess last = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        List<string> kept = [];
        foreach (int shard in (int[])[0, 1])
        {
            string cursor = (string)(await last.CallAsync("GET", "loaded", $"/logstores/store/shards/{shard}", query: [("type", "cursor"), ("from", "begin")])).Ok().Json["cursor"]!;
            byte[] groups = (await last.CallAsync("GET", "loaded", $"/logstores/store/shards/{shard}", query: [("type", "log"), ("cursor", cursor), ("count", "1000")])).Ok().Body;
            kept.AddRange(LogGroupList.Parser.ParseFrom(groups).LogGroups.Select(group => group.Logs[0].Contents[0].Value));
        }
        Assert.Empty(acknowledged.Except(kept));
        // nothing is there twice, and what was not acknowledged is at most one group of each writer
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.InRange(kept.Count, acknowledged.Count, acknowledged.Count + 12);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        TestResponse histogram = (await last.CallAsync("GET", "loaded", "/logstores/store", query: [("type", "histogram"), ("from", $"{now - 3600}"), ("to", $"{now + 60}")])).Ok();
        Assert.Equal(kept.Count, int.Parse(histogram.Headers["x-log-count"], null));
    }

    [Fact]
    public async Task A_kill_loses_no_acknowledged_change_of_a_log()
    {
        using TempFolder folder = new();
        const int Logs = 60;
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        HashSet<int> updated = [];
        HashSet<int> deleted = [];
        for (int round = 0; round < 2; round++)
        {
            using EmulatorProcess emulator = await EmulatorProcess.StartAsync("--data-path", folder.Path);
            if (round == 0)
            {
                (await emulator.CallAsync("POST", "changed", "/", """{"projectName":"changed"}""")).Ok();
                (await emulator.CallAsync("POST", "changed", "/logstores", """{"logstoreName":"store","ttl":30,"shardCount":1,"enableModify":true}""")).Ok();
                (await emulator.CallAsync("POST", "changed", "/logstores/store/index", RowsApi.Index)).Ok();
                SampleLog[] logs = [.. Enumerable.Range(0, Logs).Select(n => new SampleLog(("k", "old"), ("n", $"{n}")) { Time = (uint)now })];
                (await emulator.CallAsync("POST", "changed", "/logstores/store/shards/lb", SampleLog.Group(logs).ToByteArray(), "application/x-protobuf")).Ok();
            }
            using CancellationTokenSource killed = new();
            int first = round * Logs / 2;
            Task[] changing =
            [
                ChangeUntilAsync(emulator, first, n => n % 2 == 0, "updatelogs", now, updated, killed.Token),
                ChangeUntilAsync(emulator, first, n => n % 2 == 1, "deletelogs", now, deleted, killed.Token),
            ];
            SpinWait.SpinUntil(() => { lock (updated) { lock (deleted) { return updated.Count >= (round + 1) * 6 && deleted.Count >= (round + 1) * 6; } } }, TimeSpan.FromSeconds(30));
            await killed.CancelAsync();
            emulator.Process.Kill();
            await Task.WhenAll(changing);
            await emulator.WaitForExitAsync();
            Assert.True(updated.Count >= (round + 1) * 6 && deleted.Count >= (round + 1) * 6);
        }
        using EmulatorProcess last = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        async Task<HashSet<int>> FoundAsync(string query)
        {
            TestResponse rows = (await last.CallAsync("GET", "changed", "/logstores/store", query: [("type", "log"), ("from", $"{now - 60}"), ("to", $"{now + 60}"), ("query", query)])).Ok();
            return [.. rows.Json.AsArray().Select(row => int.Parse((string)row!["n"]!, null))];
        }
        HashSet<int> changed = await FoundAsync("k: new");
        HashSet<int> left = [.. changed, .. await FoundAsync("k: old")];
        // what was not acknowledged is at most one update and one deletion of each round
        Assert.Empty(updated.Except(changed));
        Assert.InRange(changed.Count, updated.Count, updated.Count + 2);
        Assert.Empty(deleted.Intersect(left));
        Assert.InRange(Logs - left.Count, deleted.Count, deleted.Count + 2);
        string cursor = (string)(await last.CallAsync("GET", "changed", "/logstores/store/shards/0", query: [("type", "cursor"), ("from", "begin")])).Ok().Json["cursor"]!;
        byte[] groups = (await last.CallAsync("GET", "changed", "/logstores/store/shards/0", query: [("type", "log"), ("cursor", cursor), ("count", "10")])).Ok().Body;
        Assert.Equal(Logs, Assert.Single(LogGroupList.Parser.ParseFrom(groups).LogGroups).Logs.Count(log => log.Contents[0].Value == "old"));
    }

    [Fact]
    public async Task A_full_disk_is_a_server_error_and_corrupts_nothing()
    {
        using TempFolder folder = new();
        int stored = 0;
        await using (TestEmulator emulator = await TestEmulator.StartAsync(new EmulatorOptions { DataPath = folder.Path }))
        {
            LogsApi api = await LogsApi.CreateAsync(emulator, """{"line":{"token":[" "]}}""", shards: 1);
            string noise = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20_000));
            Database database = emulator.Services.Database;
            database.Limit(database.CountPages() + 40);
            TestResponse answer;
            while ((answer = await api.PutAsync(api.Group(("n", "word" + noise)))).Status == 200 && stored < 100)
            {
                stored++;
            }
            answer.Fails(500, "InternalServerError", "no room");
            Assert.True(stored > 0);
            (await emulator.CallAsync("POST", "other-project", "/", $$"""{"projectName":"other-project","description":"{{noise}}{{noise}}{{noise}}{{noise}}"}""")).Fails(500, "InternalServerError");
            // reading goes on
            Assert.Equal(stored, (await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups.Count);
            Assert.Equal(stored, (int)(await api.SearchAsync("*"))["meta"]!["count"]!);
            database.Limit(null);
            (await api.PutAsync(api.Group(("n", "again")))).Ok();
            Assert.Equal(stored + 1, (await api.PullAsync(0, await api.CursorAsync(0, "begin"))).Groups.LogGroups.Count);
            Assert.Single((await api.SearchAsync("again"))["data"]!.AsArray());
        }
        using SqliteConnection connection = new($"Data Source={Path.Combine(folder.Path, "emulator.db")};Pooling=False");
        connection.Open();
        using SqliteCommand check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check;";
        Assert.Equal("ok", check.ExecuteScalar());
    }

    [Fact]
    public void A_database_of_the_version_before_gets_what_is_new()
    {
        using TempFolder folder = new();
        Database.Open(folder.Path, [new SchemaPart("old", "CREATE TABLE t (x INTEGER);")]).Dispose();
        using (SqliteConnection connection = new($"Data Source={Path.Combine(folder.Path, "emulator.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1; INSERT INTO t VALUES (7);";
            command.ExecuteNonQuery();
        }
        using Database database = Database.Open(folder.Path, [new SchemaPart("old", "CREATE TABLE t (x INTEGER);"), new SchemaPart("new", "CREATE TABLE u (x INTEGER);") { Since = 2 }]);
        Assert.Equal((7L, 0L), database.Read(session => (session.Scalar<long>("SELECT x FROM t"), session.Scalar<long>("SELECT count(*) FROM u"))));
    }

    [Fact]
    public async Task A_data_path_in_use_is_refused()
    {
        using TempFolder folder = new();
        using EmulatorProcess first = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        (int exitCode, string output, string error) = await EmulatorProcess.RunAsync("--data-path", folder.Path);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(folder.Path, error, StringComparison.Ordinal);
        Assert.Contains("in use", error, StringComparison.Ordinal);
        first.Process.Kill();
        await first.WaitForExitAsync();
        using EmulatorProcess second = await EmulatorProcess.StartAsync("--data-path", folder.Path);
        (await second.CallAsync("GET", null, "/")).Ok();
    }

    [Fact]
    public void Data_of_a_newer_emulator_are_refused()
    {
        using TempFolder folder = new();
        Database.Open(folder.Path, []).Dispose();
        using (SqliteConnection connection = new($"Data Source={Path.Combine(folder.Path, "emulator.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99;";
            command.ExecuteNonQuery();
        }
        string message = Assert.Throws<DataPathException>(() => Database.Open(folder.Path, [])).Message;
        Assert.Contains("newer", message, StringComparison.Ordinal);
        Assert.Contains("99", message, StringComparison.Ordinal);
        // the refusal has let go of the folder
        Assert.Throws<DataPathException>(() => Database.Open(folder.Path, []));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_or_holds_something_else_is_refused()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "text");
        Assert.Contains(file, Assert.Throws<DataPathException>(() => Database.Open(Path.Combine(file, "below"), [])).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "emulator.db"), "this is no database, but long enough to be looked at as if it were one");
        Assert.Contains("no usable emulator database", Assert.Throws<DataPathException>(() => Database.Open(folder.Path, [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failed_write_leaves_nothing_behind(bool inMemory)
    {
        using TempFolder folder = new();
        using Database database = Database.Open(inMemory ? null : folder.Path, [new SchemaPart("test", "CREATE TABLE t (x INTEGER);")]);
        Assert.Throws<InvalidOperationException>(() => database.Write(session =>
        {
            session.Execute("INSERT INTO t (x) VALUES (1)");
            throw new InvalidOperationException();
        }));
        Assert.Equal(0, database.Read(session => session.Scalar<long>("SELECT count(*) FROM t")));
        Assert.Equal(7, database.Write(session => session.Insert("INSERT INTO t (rowid, x) VALUES ($1, $2)", 7, null)));
        Assert.Equal(1, database.Read(session => session.Scalar<long>("SELECT count(*) FROM t")));
    }

    [Fact]
    public void Readers_of_a_file_see_a_whole_state_while_one_writes()
    {
        using TempFolder folder = new();
        using Database database = Database.Open(folder.Path, [new SchemaPart("test", "CREATE TABLE t (x INTEGER);")]);
        database.Write(session =>
        {
            session.Execute("INSERT INTO t (x) VALUES (1)");
            Assert.Equal(0, Task.Run(() => database.Read(reader => reader.Scalar<long>("SELECT count(*) FROM t"))).GetAwaiter().GetResult());
        });
        Assert.Equal(1, database.Read(session => session.Scalar<long>("SELECT count(*) FROM t")));
    }

    /// <summary>Changes logs one after the other until the emulator has been killed.</summary>
    private static async Task ChangeUntilAsync(
        EmulatorProcess emulator, int first, Predicate<int> takes, string operation, long now, HashSet<int> acknowledged, CancellationToken killed)
    {
        await Task.Yield();
        for (int n = first; n < first + 30; n++)
        {
            if (!takes(n))
            {
                continue;
            }
            string body = $$"""{"from":{{now - 60}},"to":{{now + 60}},"query":"n: {{n}}","data":"{\"k\":\"new\"}"}""";
            try
            {
                TestResponse answer = (await emulator.CallAsync("POST", "changed", $"/logstores/store/{operation}", body)).Ok();
                Assert.Equal(1, (int)answer.Json["affectedRows"]!);
            }
            catch (Exception e) when (killed.IsCancellationRequested && e is not Xunit.Sdk.IAssertionException)
            {
                return;
            }
            lock (acknowledged)
            {
                acknowledged.Add(n);
            }
        }
    }

    /// <summary>Puts logs one after the other until the emulator has been killed.</summary>
    private static async Task WriteUntilAsync(EmulatorProcess emulator, string name, ConcurrentBag<string> acknowledged, CancellationToken killed)
    {
        await Task.Yield();
        for (int i = 0; ; i++)
        {
            SampleLog log = new(("n", $"{name}{i}")) { Time = (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds() };
            try
            {
                (await emulator.CallAsync("POST", "loaded", "/logstores/store/shards/lb", log.ToGroup().ToByteArray(), "application/x-protobuf")).Ok();
            }
            catch (Exception e) when (killed.IsCancellationRequested && e is not Xunit.Sdk.IAssertionException)
            {
                return;
            }
            acknowledged.Add($"{name}{i}");
        }
    }
}
