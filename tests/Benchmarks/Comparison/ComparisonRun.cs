using System.Diagnostics;
using System.Globalization;
using AliLogOps.Benchmarks.Data;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>One run over all bars: the module through its Runner, its peers, and the emulator, on the same data and machine.</summary>
internal sealed class ComparisonRun(ComparisonOptions options)
{
    private static readonly string s_shapes = typeof(LogShapes).Assembly.Location;
    private readonly ResultTable _results = new();
    private readonly bool _hasNode = Directory.Exists(Path.Combine(Repository.Conformance, "node_modules"));
    private bool _hasPython;

    public async Task RunAsync()
    {
        if (!_hasNode)
        {
            Console.WriteLine("The official Node clients are not installed (npm ci --ignore-scripts in tests/conformance): their columns are left out.");
        }
        _hasPython = await ChildProcess.SucceedsAsync("python3", "-c", "import aliyun.log");
        if (!_hasPython)
        {
            Console.WriteLine("The official Python client is not installed (python3 cannot import aliyun.log): its columns are left out.");
        }
        ResultTable.PrintHeader();
        await using Bench bench = await Bench.StartAsync();
        await ImportAsync(bench);
        await StartAsync();
        await EmulatorAsync(bench);
        await SendAsync(bench);
        await SearchAsync(bench);
        await PullAsync(bench);
        await ScaleAsync(bench);
        if (options.ResultPath is { } path)
        {
            _results.Save(path);
        }
    }

    private async Task ImportAsync(Bench bench)
    {
        _results.Section("Session: fresh processes, paired, medians");
        List<double> extra = [];
        List<double> first = [];
        for (int round = 0; round < 11; round++)
        {
            double empty = (await ChildProcess.SelfAsync("session")).Seconds;
            extra.Add((await ChildProcess.SelfAsync("import")).Seconds - empty);
            first.Add((await ChildProcess.ScriptAsync("first.ps1", bench.Arguments)).Seconds);
        }
        _results.AtMost(150, "Import-Module over an empty session", Median(extra) * 1000, "ms");
        _results.Add("Connect-AliLog and the first answer", Median(first) * 1000, "ms", smallerIsBetter: true);
    }

    private async Task StartAsync()
    {
        _results.Section("Emulator: fresh processes, medians");
        List<double> times = [];
        for (int round = 0; round < 11; round++)
        {
            times.Add(await EmulatorStart.FirstAnswerAsync());
        }
        _results.AtMost(300, "from its start to its first answer", Median(times), "ms");
        _results.AtMost(80, "memory after 100 requests and ten seconds of rest", await EmulatorStart.IdleMegabytesAsync(), "MB");
    }

    private async Task EmulatorAsync(Bench bench)
    {
        const string Store = "emulator";
        _results.Section($"Emulator: {options.StoredLogs:N0} syslog-shaped logs, durable");
        await bench.CreateLogstoreAsync(Store);
        TimeSpan before = bench.Usage().Processor;
        long started = Stopwatch.GetTimestamp();
        await bench.FillAsync(Store, (first, count) => LogShapes.Group(LogShapes.Syslog, first, count, options.StoredLogs), options.StoredLogs);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _results.AtLeast(50_000, "ingest, four writers of 1,000 logs", options.StoredLogs / seconds, "logs/s");
        _results.Add("  its processor time", (bench.Usage().Processor - before).TotalSeconds / options.StoredLogs * 1e6, "µs/log", smallerIsBetter: true);
        before = bench.Usage().Processor;
        started = Stopwatch.GetTimestamp();
        await bench.PullAllAsync(Store);
        _results.Add("pull of all of them, as they are sent", options.StoredLogs / Stopwatch.GetElapsedTime(started).TotalSeconds, "logs/s");
        _results.Add("  processor time of the pull", (bench.Usage().Processor - before).TotalSeconds / options.StoredLogs * 1e6, "µs/log", smallerIsBetter: true);
        foreach ((string name, string query) in new[] { ("a rare word", "needle"), ("a word of a field", "hostname: sample-app-ecs-zone-3-dev"), ("two words and a phrase", "Create and not kernel and \"new task\"") })
        {
            List<double> times = [];
            for (int round = 0; round < 9; round++)
            {
                started = Stopwatch.GetTimestamp();
                await bench.Client.GetLogsAsync(Query(Store, query));
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            _results.AtMost(200, $"search by {name}", Median(times), "ms");
        }
        _results.Add("peak memory", bench.Usage().PeakMegabytes, "MB", smallerIsBetter: true);
    }

    private async Task SendAsync(Bench bench)
    {
        string count = Text(options.SentLogs);
        _results.Section($"Send: {options.SentLogs:N0} logs that lie ready in memory");
        await bench.CreateLogstoreAsync("send");
        Measurement ours = await ChildProcess.ScriptAsync("send.ps1", [.. bench.Arguments, "send", count, s_shapes]);
        _results.Add("Send-AliLog", ours.LogsPerSecond, "logs/s");
        await CompareAsync("Send-AliLog against @alicloud/log", ours, "send-log.mjs", [.. bench.Arguments, "send", count]);
        await CompareAsync("Send-AliLog against @alicloud/sls20201230", ours, "send-sls.mjs", [.. bench.Arguments, "send", count]);
        await ComparePythonAsync("Send-AliLog against aliyun-log-python-sdk", ours, "send.py", [.. bench.Arguments, "send", count]);
    }

    private async Task SearchAsync(Bench bench)
    {
        foreach (int rows in options.SearchRows.Where(rows => rows <= options.StoredLogs * 4 / 5))
        {
            string[] arguments = [.. bench.Arguments, "emulator", "todo-list", Text(rows), Text(LogShapes.Begin)];
            _results.Section($"Search: {rows:N0} rows, newest first, in a fresh process");
            Measurement ours = await ChildProcess.ScriptAsync("search.ps1", arguments);
            Expect(rows, ours.Logs, "Search-AliLog");
            _results.Add($"Search-AliLog, {rows:N0} rows", ours.LogsPerSecond, "logs/s");
            await CompareAsync($"  against @alicloud/log, {rows:N0} rows", ours, "search-log.mjs", arguments);
            await CompareAsync($"  against @alicloud/sls20201230, {rows:N0} rows", ours, "search-sls.mjs", arguments);
            await ComparePythonAsync($"  against aliyun-log-python-sdk, {rows:N0} rows", ours, "search.py", arguments);
        }
    }

    private async Task PullAsync(Bench bench)
    {
        int most = options.PulledLogs.Max();
        foreach (int count in options.PulledLogs)
        {
            await PullAsync(bench, "syslog", LogShapes.Syslog, count);
        }
        await PullAsync(bench, "wide", LogShapes.Wide, Math.Max(1, most / 5));
        await PullAsync(bench, "json", LogShapes.Json, most);
    }

    private async Task PullAsync(Bench bench, string shape, Func<int, KeyValuePair<string, string>[]> fields, int count)
    {
        string store = $"pull-{shape}-{count}";
        string what = $"{shape}, {count:N0}";
        _results.Section($"Pull: {count:N0} {shape} logs of a shard, in a fresh process");
        await bench.CreateLogstoreAsync(store);
        await bench.FillAsync(store, (first, size) => LogShapes.Group(fields, first, size, count), count);
        string[] arguments = [.. bench.Arguments, store];
        Measurement inflated = await ChildProcess.SelfAsync(["inflate", .. arguments]);
        _results.Add($"fetching and inflating, {what}", inflated.Logs / inflated.Seconds / 1e6, "MB/s");
        Measurement read = await ChildProcess.ScriptAsync("read.ps1", arguments);
        Expect(count, read.Logs, "Read-AliLog");
        _results.Add($"Read-AliLog, {what}", read.LogsPerSecond, "logs/s");
        await CompareAsync($"  against @alicloud/sls20201230, {what}", read, "pull-sls.mjs", arguments);
        await ComparePythonAsync($"  against aliyun-log-python-sdk, {what}", read, "pull.py", arguments);
        Measurement export = await ExportAsync(arguments);
        Expect(count, export.Logs, "Export-AliLog");
        _results.AtMost(1.5, $"Export-AliLog over fetching and inflating, {what}", export.Seconds / inflated.Seconds, "×");
    }

    private async Task ScaleAsync(Bench bench)
    {
        _results.Section("Scale: export of a shard, a line for each size");
        foreach (int size in options.Sizes)
        {
            string store = $"scale-{size}";
            await bench.CreateLogstoreAsync(store);
            await bench.FillAsync(store, (first, count) => LogShapes.Group(LogShapes.Syslog, first, count, size), size);
            Measurement export = await ExportAsync([.. bench.Arguments, store]);
            Expect(size, export.Logs, "Export-AliLog");
            _results.AtMost(150, $"peak memory at {size:N0} logs", export.PeakMegabytes, "MB");
            _results.Add($"  time for each log at {size:N0} logs", export.Seconds / size * 1e6, "µs", smallerIsBetter: true);
        }
    }

    private static async Task<Measurement> ExportAsync(string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("alilogops-export-").FullName;
        try
        {
            return await ChildProcess.ScriptAsync("export.ps1", [.. arguments, Path.Combine(folder, "export")]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task CompareAsync(string name, Measurement ours, string peer, string[] arguments)
    {
        if (!_hasNode)
        {
            return;
        }
        Measurement theirs = await ChildProcess.NodeAsync(peer, arguments);
        Expect(ours.Logs, theirs.Logs, peer);
        _results.AtLeast(5, name, theirs.Seconds / ours.Seconds, "×");
    }

    private async Task ComparePythonAsync(string name, Measurement ours, string peer, string[] arguments)
    {
        if (!_hasPython)
        {
            return;
        }
        Measurement theirs = await ChildProcess.PythonAsync(peer, arguments);
        Expect(ours.Logs, theirs.Logs, peer);
        _results.AtLeast(5, name, theirs.Seconds / ours.Seconds, "×");
    }

    private static void Expect(long expected, long actual, string who)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{who} handled {actual} logs, not {expected}: its time says nothing.");
        }
    }

    private static LogQuery Query(string store, string query) => new()
    {
        ProjectName = Bench.ProjectName,
        LogstoreName = store,
        Query = query,
        From = DateTimeOffset.FromUnixTimeSeconds(LogShapes.Begin),
        To = DateTimeOffset.FromUnixTimeSeconds(LogShapes.Begin + 3600),
        Reverse = true,
    };

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
