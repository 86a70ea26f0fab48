using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Storage;
using AliLogOps.Emulator.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Tests.Storage;

public class DurabilityTests
{
    [Fact]
    public async Task A_restart_keeps_everything()
    {
        using TempFolder folder = new();
        EmulatorOptions options = new() { DataPath = folder.Path };
        string[] reads = ["/", "/logstores/store-1", "/logstores/store-1/shards", "/logstores/store-1/index", "/configs/sys-1", "/machinegroups/web", "/machinegroups/web/configs"];
        List<string> before = [];
        await using (TestEmulator emulator = await TestEmulator.StartAsync(options))
        {
            await emulator.CreateProjectAsync("kept-project", "store-1");
            (await emulator.CallAsync("POST", "kept-project", "/logstores/store-1/index", """{"line":{"token":[","]}}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/configs", """{"configName":"sys-1","inputType":"syslog","inputDetail":{"tag":"t"},"outputType":"LogService","outputDetail":{"logstoreName":"store-1"}}""")).Ok();
            (await emulator.CallAsync("POST", "kept-project", "/machinegroups", """{"groupName":"web","machineIdentifyType":"userdefined","machineList":["id"]}""")).Ok();
            (await emulator.CallAsync("PUT", "kept-project", "/machinegroups/web/configs/sys-1")).Ok();
            (await emulator.EcsAsync("AuthorizeSecurityGroup", [("RegionId", "cn-hangzhou"), ("SecurityGroupId", "sg-emulator"), ("IpProtocol", "tcp"), ("PortRange", "1/2"), ("SourceCidrIp", "10.0.0.1")])).Ok();
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
}
