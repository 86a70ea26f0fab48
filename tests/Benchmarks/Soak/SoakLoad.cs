using System.Globalization;
using System.Text;
using AliLogOps.Benchmarks.Comparison;
using AliLogOps.Benchmarks.Data;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>What clients do: a mixture of everything the emulator serves, chosen by chance.</summary>
internal sealed class SoakLoad(Bench bench, SoakClock clock)
{
    public const string Store = "soak";
    public const string Identifier = "soak-machines";
    public const string Tag = "soak_tag";

    private const string Project = Bench.ProjectName;
    private const string Readers = "readers";
    private const int GroupSize = 40;

    private static readonly string[] s_queries = ["*", "todo-list", "needle", "severity: err and not kernel", "msg: #\"Create a new task\"", "hostname: sample-app-ecs-zone-3*", "proc-id > 750 or priority: 13?"];

    private static readonly string[] s_statements =
    [
        "* | select severity, count(*) as c group by severity order by c desc",
        "todo-list | select date_trunc('hour', __time__) as t, approx_distinct(hostname) as hosts group by t order by t limit 50",
        "* | select hostname, max_by(msg, __time__) as last, approx_percentile(try_cast(\"proc-id\" as double), 0.9) as p group by hostname",
        "* | select regexp_extract(msg, 'Task (\\d+)', 1) as task, json_extract_scalar(msg, '$.a') as none from log limit 20",
        "* | select nothing_of_the_kind from log",
    ];

    private readonly LogServiceClient _client = Client(bench, SignatureVersion.V4);
    private readonly LogServiceClient _older = Client(bench, SignatureVersion.V1);
    private readonly EcsClient _ecs = new(new EcsClientOptions { Endpoint = bench.Info.Endpoint, Credentials = new StaticCredentialProvider(bench.Info.Credential), Retry = RetryPolicy.None });
    private readonly StsClient _sts = new(new StsClientOptions { Endpoint = bench.Info.Endpoint, Credentials = new StaticCredentialProvider(bench.Info.Credential), Retry = RetryPolicy.None });
    private readonly string?[] _cursors = new string?[2];
    private int _number;

    /// <summary>What everything works on: a logstore that keeps its logs for a day, its reader, and what agents need.</summary>
    public async Task SetUpAsync()
    {
        await _client.CreateLogstoreAsync(new Logstore { ProjectName = Project, LogstoreName = Store, ShardCount = _cursors.Length, TtlDays = 1 });
        LogIndex index = Indexes.Syslog(Project, Store);
        await _client.CreateIndexAsync(index with { Keys = index.Keys.ToDictionary(key => key.Key, key => key.Value with { DocValue = true, Type = key.Key == "proc-id" ? "long" : key.Value.Type }) });
        await CreateGroupAsync(Project, Readers, CancellationToken.None);
        await _client.CreateMachineGroupAsync(new MachineGroup { ProjectName = Project, MachineGroupName = "soak", MachineList = [Identifier] });
        await _client.CreateLogtailConfigAsync(new LogtailConfig { ProjectName = Project, LogtailConfigName = "soak", InputType = "syslog", LogstoreName = Store, InputDetail = new Dictionary<string, object?> { ["tag"] = Tag } });
        await _client.ApplyConfigToMachineGroupAsync(Project, "soak", "soak");
    }

    /// <summary>Does one thing, of one request or of a few that belong together.</summary>
    public Task DoAsync(Random random, CancellationToken stop) => random.Next(100) switch
    {
        < 40 => PutAsync(random, Store, stop),
        < 58 => SearchAsync(random, s_queries[random.Next(s_queries.Length)], stop),
        < 65 => SearchAsync(random, s_statements[random.Next(s_statements.Length)], stop),
        < 71 => _client.GetHistogramAsync(Project, Store, clock.Now.AddHours(-random.Next(1, 30)), clock.Now, s_queries[random.Next(s_queries.Length)], "", stop),
        < 79 => PullAsync(random.Next(_cursors.Length), stop),
        < 82 => ContextAsync(stop),
        < 88 => ConsumeAsync(random, stop),
        < 93 => ReadSettingsAsync(random, stop),
        < 96 => BuildAndTearDownAsync(random, stop),
        < 98 => _sts.AssumeRoleAsync(new RoleRequest { RoleArn = "acs:ram::1234567890123456:role/soak", DurationSeconds = 900 }, stop),
        _ => RuleAsync(random, stop),
    };

    private static LogServiceClient Client(Bench bench, SignatureVersion version) => new(new LogServiceClientOptions
    {
        Endpoint = bench.Info.Endpoint,
        Credentials = new StaticCredentialProvider(bench.Info.Credential),
        SignatureVersion = version,
        Retry = RetryPolicy.None,
        RequestTimeout = TimeSpan.FromSeconds(30),
    });

    private async Task PutAsync(Random random, string store, CancellationToken stop)
    {
        int first = Interlocked.Add(ref _number, GroupSize);
        uint now = (uint)clock.Now.ToUnixTimeSeconds();
        LogGroup group = LogShapes.Group(LogShapes.Syslog, first, GroupSize, GroupSize);
        await (random.Next(4) == 0 ? _older : _client).PutLogsAsync(
            Project,
            store,
            group with
            {
                Topic = random.Next(3) == 0 ? "soak" : "",
                Tags = [new("__pack_id__", string.Create(CultureInfo.InvariantCulture, $"{first / 1_000_000:X8}50414B21-{first / GroupSize % 1000:X}"))],
                Logs = [.. group.Logs.Select(log => log with { UnixTime = now })],
            },
            random.Next(8) == 0 ? new string("0123456789abcdef"[random.Next(16)], 32) : null,
            stop);
    }

    private Task<LogPage> SearchAsync(Random random, string query, CancellationToken stop) => (random.Next(4) == 0 ? _older : _client).GetLogsAsync(
        new LogQuery
        {
            ProjectName = Project,
            LogstoreName = Store,
            Query = query,
            From = clock.Now.AddMinutes(-random.Next(1, 1800)),
            To = clock.Now.AddMinutes(1),
            Reverse = random.Next(2) == 0,
            Line = random.Next(1, 101),
            Offset = query.Contains('|', StringComparison.Ordinal) ? 0 : random.Next(3) * 100,
        },
        stop);

    private async Task PullAsync(int shard, CancellationToken stop)
    {
        string cursor = _cursors[shard] ?? await _client.GetCursorAsync(Project, Store, shard, CursorPosition.Begin, stop);
        PullResult result = await _client.PullLogsAsync(Project, Store, shard, cursor, 50, null, stop);
        _cursors[shard] = result.IsEnd ? null : result.NextCursor;
    }

    private async Task ContextAsync(CancellationToken stop)
    {
        LogPage page = await _client.GetLogsAsync(
            new LogQuery { ProjectName = Project, LogstoreName = Store, Query = "todo-list|with_pack_meta", From = clock.Now.AddHours(-2), To = clock.Now, Line = 1, Reverse = true },
            stop);
        if (page.Logs is [{ } log] && log.GetField("__pack_meta__") is { } meta && log.GetField("__tag__:__pack_id__") is { } id)
        {
            await _client.GetContextLogsAsync(Project, Store, id, meta, 20, 20, stop);
        }
    }

    private async Task ConsumeAsync(Random random, CancellationToken stop)
    {
        string consumer = string.Create(CultureInfo.InvariantCulture, $"consumer-{random.Next(1000)}");
        string[] path = ["logstores", Store, "consumergroups", Readers];
        await SendAsync(Request(HttpMethod.Post, "[]", Project, path).With("type", "heartbeat").With("consumer", consumer), stop);
        string cursor = await _client.GetCursorAsync(Project, Store, 0, CursorPosition.End, stop);
        string checkpoint = $$"""{"shard":0,"checkpoint":"{{cursor}}"}""";
        await SendAsync(Request(HttpMethod.Post, checkpoint, Project, path).With("type", "checkpoint").With("consumer", consumer).With("forceSuccess", "true"), stop);
        await SendAsync(Request(HttpMethod.Get, null, Project, path), stop);
    }

    private async Task ReadSettingsAsync(Random random, CancellationToken stop)
    {
        switch (random.Next(5))
        {
            case 0:
                await _client.ListShardsAsync(Project, Store, stop);
                break;
            case 1:
                await _older.GetProjectAsync(Project, stop);
                break;
            case 2:
                await _client.GetIndexAsync(Project, Store, stop);
                break;
            case 3:
                await _client.ListAppliedConfigsAsync(Project, "soak", stop);
                break;
            default:
                await _client.GetLogstoreAsync(Project, string.Create(CultureInfo.InvariantCulture, $"missing-{random.Next()}"), stop);
                break;
        }
    }

    /// <summary>A project with everything in it comes, is written to and searched, and goes.</summary>
    private async Task BuildAndTearDownAsync(Random random, CancellationToken stop)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"soak-{Interlocked.Increment(ref _number)}");
        await _client.CreateProjectAsync(name, "comes and goes", stop);
        try
        {
            await _client.CreateLogstoreAsync(new Logstore { ProjectName = name, LogstoreName = Store, ShardCount = 2, TtlDays = 1 }, stop);
            await _client.CreateIndexAsync(Indexes.Syslog(name, Store), stop);
            await _client.PutLogsAsync(name, Store, LogShapes.Group(LogShapes.Syslog, 0, 10, 10) with { Logs = [new LogItem { Time = clock.Now, Contents = LogShapes.Syslog(1) }] }, null, stop);
            await _client.GetLogsAsync(new LogQuery { ProjectName = name, LogstoreName = Store, Query = "todo-list", From = clock.Now.AddHours(-1), To = clock.Now }, stop);
            await _client.SplitShardAsync(name, Store, 0, null, 2, stop);
            await CreateGroupAsync(name, name, stop);
            await _client.CreateMachineGroupAsync(new MachineGroup { ProjectName = name, MachineGroupName = "web", MachineList = [name] }, stop);
            await _client.CreateLogtailConfigAsync(new LogtailConfig { ProjectName = name, LogtailConfigName = "sys", InputType = "syslog", LogstoreName = Store, InputDetail = new Dictionary<string, object?> { ["tag"] = name } }, stop);
            await _client.ApplyConfigToMachineGroupAsync(name, "web", "sys", stop);
            if (random.Next(2) == 0)
            {
                await _client.DeleteLogstoreAsync(name, Store, stop);
            }
        }
        finally
        {
            await RemoveAsync(name, stop);
        }
    }

    // fifty projects are the service's limit, so one that a fault has saved must go all the same
    private async Task RemoveAsync(string project, CancellationToken stop)
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                await _client.DeleteProjectAsync(project, stop);
                return;
            }
            catch (LogServiceException problem) when (problem.Kind == ErrorKind.NotFound)
            {
                return;
            }
            catch (LogServiceException)
            {
                // a fault of the dial
            }
        }
    }

    private async Task RuleAsync(Random random, CancellationToken stop)
    {
        SecurityGroupRule rule = new() { SecurityGroupId = "sg-emulator", PortRange = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 1000)}/2000"), SourceCidrIp = "10.0.0.0/8" };
        await _ecs.AuthorizeSecurityGroupAsync(rule, stop);
        await _ecs.DescribeSecurityGroupAttributeAsync(null, "sg-emulator", null, stop);
        await _ecs.RevokeSecurityGroupAsync(rule, stop);
    }

    private Task CreateGroupAsync(string project, string group, CancellationToken stop) =>
        SendAsync(Request(HttpMethod.Post, $$"""{"consumerGroup":"{{group}}","timeout":3600,"order":false}""", project, "logstores", Store, "consumergroups"), stop);

    private async Task SendAsync(ServiceRequest request, CancellationToken stop)
    {
        using ServiceResponse response = await _client.SendRawAsync(request, stop);
    }

    private static ServiceRequest Request(HttpMethod method, string? json, string project, params string[] path) =>
        json is null ? ServiceRequest.To(method, project, path) : ServiceRequest.WithJson(method, project, Encoding.UTF8.GetBytes(json), path);
}
