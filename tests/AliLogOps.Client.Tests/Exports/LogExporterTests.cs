using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public sealed class LogExporterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alilogops-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Lines_hold_what_came_in_the_order_it_came()
    {
        FakeShards shards = new() { IndexCount = 3 };
        shards.Add(0, FakeShards.Group(1, 2));
        shards.Add(1, FakeShards.Group(3, 1));

        LogExport export = await RunAsync(shards);

        Assert.Equal((3, LogExportReconciliation.Equal), (export.Logs, export.Reconciliation));
        Assert.Equal(["shard-000.ndjson", "shard-001.ndjson"], export.Files.Select(file => file.FileName));
        string[] lines = File.ReadAllLines(Path.Combine(_folder, "shard-000.ndjson"));
        Assert.Equal("""{"__time__":1700000001,"__source__":"10.0.0.1","__topic__":"t","__tag__:env":"dev","n":"1","msg":"line \"1\"\n, ünïcode ☃"}""", lines[0]);
        Assert.Equal(2, lines.Length);
        LogExportFile file = export.Files[0];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, file.FileName)))), file.Sha256);
        Assert.Equal((1_700_000_001, 1_700_000_002), (file.FirstTime!.Value.ToUnixTimeSeconds(), file.LastTime!.Value.ToUnixTimeSeconds()));
        Assert.Equal(["manifest.json", "shard-000.ndjson", "shard-001.ndjson"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Control_characters_and_broken_text_make_valid_JSON()
    {
        FakeShards shards = new();
        // a log whose value is a control character, a backslash and a byte that is no UTF-8
        shards.AddRaw(0, [0x0a, 14, 0x08, 1, 0x12, 10, 0x0a, 1, (byte)'k', 0x12, 5, 0x01, (byte)'\\', 0xff, (byte)'\t', 0x1f]);

        await RunAsync(shards);

        using JsonDocument line = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "shard-000.ndjson")));
        Assert.Equal("\u0001\\\uFFFD\t\u001f", line.RootElement.GetProperty("k").GetString());
    }

    [Fact]
    public async Task Csv_has_a_column_for_each_field_named_and_loses_none()
    {
        FakeShards shards = new();
        shards.Add(0, new LogGroup
        {
            Source = "s,1",
            Tags = [new("env", "dev")],
            Logs =
            [
                new LogItem { UnixTime = 5, Nanosecond = 7, Contents = [new("b", "2"), new("a", "say \"x\""), new("c", "3"), new("a", "again")] },
                new LogItem { UnixTime = 6, Contents = [] },
            ],
        });

        LogExport export = await RunAsync(shards, options => options with { Format = LogExportFormat.Csv, Fields = ["a", "b", "__tag__:env"] });

        Assert.Equal(
            "__time__,__time_ns_part__,__source__,__topic__,a,b,__tag__:env,__extra__\r\n"
            + "5,7,\"s,1\",,\"say \"\"x\"\"\",2,dev,\"{\"\"c\"\":\"\"3\"\",\"\"a\"\":\"\"again\"\"}\"\r\n"
            + "6,,\"s,1\",,,,dev,\r\n",
            File.ReadAllText(Path.Combine(_folder, "shard-000.csv")));
        Assert.Equal(2, export.ExtraFields);
    }

    [Fact]
    public async Task Csv_without_fields_and_without_index_says_what_to_give()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 1));

        LogExportException problem = await Assert.ThrowsAsync<LogExportException>(() => RunAsync(shards, options => options with { Format = LogExportFormat.Csv }));

        Assert.Equal("ExportFieldsMissing", problem.ErrorId);
    }

    [Theory]
    [InlineData(LogExportFormat.NdJson, false)]
    [InlineData(LogExportFormat.NdJson, true)]
    [InlineData(LogExportFormat.Csv, true)]
    public async Task An_export_that_broke_anywhere_goes_on_to_the_same_bytes(LogExportFormat format, bool compress)
    {
        FakeShards shards = new();
        for (int number = 0; number < 40; number++)
        {
            shards.Add(number % 2, FakeShards.Group(number * 10, 1 + (number % 7)));
        }

        LogExport whole = await RunAsync(shards, Shape, "whole");
        int all = shards.Requests;
        Random random = new(7);

        // the first run breaks at each of its requests in turn, the second runs with pages of other sizes
        for (int broken = 4; broken <= all; broken += 2)
        {
            int from = shards.Requests;
            shards.Fault = (number, _) => number == from + broken ? Answers.Error(503, "ServerBusy") : null;
            shards.PageSize = _ => 1 + random.Next(5);
            LogExport resumed;
            try
            {
                await RunAsync(shards, Shape, $"broken-{broken}");
                continue;
            }
            catch (LogServiceException)
            {
                shards.Fault = (_, _) => null;
                resumed = await RunAsync(shards, options => Shape(options) with { Existing = ExistingExport.Resume }, $"broken-{broken}");
            }

            Assert.Equal(whole.Files, resumed.Files);
            foreach (LogExportFile file in whole.Files)
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "whole", file.FileName)), File.ReadAllBytes(Path.Combine(_folder, $"broken-{broken}", file.FileName)));
            }
        }

        LogExportOptions Shape(LogExportOptions options) => options with { Format = format, Compress = compress, Fields = format == LogExportFormat.Csv ? ["n"] : [] };
    }

    [Fact]
    public async Task Compressed_files_unpack_to_the_plain_ones_and_an_empty_one_is_valid()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 50), FakeShards.Group(51, 50));
        shards.Add(1);

        LogExport plain = await RunAsync(shards, folder: "plain");
        await RunAsync(shards, options => options with { Compress = true }, "packed");

        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, "plain", "shard-000.ndjson")), Unpack(Path.Combine(_folder, "packed", "shard-000.ndjson.gz")));
        Assert.NotEqual(0, new FileInfo(Path.Combine(_folder, "packed", "shard-001.ndjson.gz")).Length);
        Assert.Empty(Unpack(Path.Combine(_folder, "packed", "shard-001.ndjson.gz")));
        Assert.Equal((100, 0), (plain.Files[0].Logs, plain.Files[1].Logs));
    }

    [Fact]
    public async Task A_finished_export_is_refused_returned_or_replaced_as_asked()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 3));
        LogExport first = await RunAsync(shards);
        shards.Add(0, FakeShards.Group(4, 1));

        LogExportException refused = await Assert.ThrowsAsync<LogExportException>(() => RunAsync(shards));
        LogExport again = await RunAsync(shards, options => options with { Existing = ExistingExport.Resume });
        LogExport anew = await RunAsync(shards, options => options with { Existing = ExistingExport.Replace });

        Assert.Equal("ExportExists", refused.ErrorId);
        Assert.Equal((first.Logs, true), (again.Logs, again.Resumed));
        Assert.Equal((4, false), (anew.Logs, anew.Resumed));
    }

    [Fact]
    public async Task Going_on_with_another_plan_or_a_changed_file_is_refused()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 30), FakeShards.Group(31, 30), FakeShards.Group(61, 30), FakeShards.Group(91, 30));
        shards.PageSize = _ => 1;
        shards.Fault = (number, _) => number == 7 ? Answers.Error(503, "ServerBusy") : null;
        await Assert.ThrowsAsync<LogServiceException>(() => RunAsync(shards));

        LogExportException differs = await Assert.ThrowsAsync<LogExportException>(() => RunAsync(shards, options => options with { Existing = ExistingExport.Resume, Compress = true }));
        string path = Path.Combine(_folder, "shard-000.ndjson");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[3] ^= 1;
        File.WriteAllBytes(path, bytes);
        LogExportException damaged = await Assert.ThrowsAsync<LogExportException>(() => RunAsync(shards, options => options with { Existing = ExistingExport.Resume }));

        Assert.Equal(("ExportDiffers", "ExportDamaged"), (differs.ErrorId, damaged.ErrorId));
    }

    [Fact]
    public async Task Only_one_export_works_in_a_folder()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 1));
        using FileStream held = new(Path.Combine(_folder, "export.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("ExportBusy", (await Assert.ThrowsAsync<LogExportException>(() => RunAsync(shards))).ErrorId);
    }

    [Theory]
    [InlineData(4L, LogExportReconciliation.ServiceHasMore)]
    [InlineData(2L, LogExportReconciliation.ServiceHasFewer)]
    [InlineData(null, LogExportReconciliation.NotIndexed)]
    public async Task The_services_own_count_is_compared(long? count, LogExportReconciliation expected)
    {
        FakeShards shards = new() { IndexCount = count };
        shards.Add(0, FakeShards.Group(1, 3));

        LogExport export = await RunAsync(shards);

        Assert.Equal((count, expected), (export.ServiceCount, export.Reconciliation));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(export.ManifestPath));
        Assert.Equal(expected.ToString(), manifest.RootElement.GetProperty("reconciliation").GetString());
    }

    [Fact]
    public async Task A_page_that_holds_other_than_announced_ends_it()
    {
        FakeShards shards = new();
        shards.Add(0, FakeShards.Group(1, 3));
        shards.Fault = (_, query) => query.Contains("type=log", StringComparison.Ordinal) ? Answers.Bytes([], ("x-log-cursor", "MQ=="), ("x-log-count", "1"), ("x-log-bodyrawsize", "0")) : null;

        LogServiceException failure = await FailsAsync(() => RunAsync(shards));

        Assert.Equal(ErrorKind.Protocol, failure.Kind);
    }

    private static byte[] Unpack(string path)
    {
        using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private async Task<LogExport> RunAsync(FakeShards shards, Func<LogExportOptions, LogExportOptions>? change = null, string folder = "")
    {
        using LogServiceClient client = shards.Open();
        LogExportOptions options = new()
        {
            ProjectName = Project,
            LogstoreName = Store,
            Folder = Path.Combine(_folder, folder),
            ChunkBytes = 700,
            CheckpointInterval = TimeSpan.Zero,
            Parallelism = 1,
        };
        return await new LogExporter(client, change?.Invoke(options) ?? options).RunAsync(TestContext.Current.CancellationToken);
    }
}
