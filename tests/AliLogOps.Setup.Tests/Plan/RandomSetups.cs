namespace AliLogOps.Setup.Tests.Plan;

/// <summary>Setups made by chance, from a seed that a failing test names.</summary>
internal static class RandomSetups
{
    private static readonly string[] s_fields = ["app-name", "hostname", "msg", "latency", "status", "payload"];
    private static readonly string[] s_types = ["text", "long", "double", "json"];

    public static LogSetup Create(int seed, string projectName)
    {
        var random = new Random(seed);
        var stores = Enumerable.Range(0, random.Next(1, 4)).Select(i => $"store-{i}").ToArray();
        var groups = Enumerable.Range(0, random.Next(0, 4)).Select(i => $"group-{i}").ToArray();
        var configs = groups.Length == 0 ? [] : Enumerable.Range(0, random.Next(0, 4)).Select(i => $"conf-{i}").ToArray();
        return new LogSetup
        {
            ProjectName = projectName,
            Description = Maybe(random, "a project"),
            Owner = Maybe(random, "owner-" + seed),
            Logstores = [.. stores.Select(name => new LogstoreSpec
            {
                ProjectName = projectName,
                LogstoreName = name,
                TtlDays = Maybe<int>(random, random.Next(10, 90)),
                ShardCount = Maybe<int>(random, random.Next(1, 4)),
                AppendMeta = Maybe<bool>(random, Flip(random)),
                EnableTracking = Maybe<bool>(random, Flip(random)),
            })],
            Indexes = [.. stores.Where(_ => random.Next(4) > 0).Select(name => RandomIndex(random, projectName, name))],
            MachineGroups = [.. groups.Select(name => new MachineGroupSpec
            {
                ProjectName = projectName,
                MachineGroupName = name,
                IdentifyType = "userdefined",
                MachineList = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"id-{name}-{i}")],
                GroupTopic = Maybe(random, "topic-" + name),
            })],
            LogtailConfigs = [.. configs.Select(name => RandomConfig(random, projectName, name, stores))],
            Bindings = [.. configs.SelectMany(config => groups.Where(_ => Flip(random)).Select(group => new MachineGroupBinding { ProjectName = projectName, LogtailConfigName = config, MachineGroupName = group }))],
        };
    }

    private static IndexSpec RandomIndex(Random random, string projectName, string logstore)
    {
        var keys = s_fields.Where(_ => Flip(random)).ToDictionary(
            name => name,
            _ => s_types[random.Next(s_types.Length)] is var type && type is "text" or "json"
                ? new IndexKeySpec { Type = type, CaseSensitive = Maybe<bool>(random, Flip(random)), DocValue = Maybe<bool>(random, Flip(random)) }
                : new IndexKeySpec { Type = type },
            StringComparer.Ordinal);
        return new IndexSpec
        {
            ProjectName = projectName,
            LogstoreName = logstore,
            FullText = true,
            Line = new IndexLineSpec { CaseSensitive = Maybe<bool>(random, Flip(random)) },
            Keys = keys.Count == 0 ? null : keys,
            Exact = keys.Count > 0 && Flip(random),
        };
    }

    private static LogtailConfigSpec RandomConfig(Random random, string projectName, string name, string[] stores) => random.Next(3) == 0
        ? new()
        {
            ProjectName = projectName,
            LogtailConfigName = name,
            LogstoreName = stores[random.Next(stores.Length)],
            InputType = LogtailConfig.PipelineType,
            InputDetail = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["inputs"] = new List<object?> { new Dictionary<string, object?> { ["Type"] = "input_file", ["FilePaths"] = new List<object?> { $"/var/log/{name}.log" } } },
                ["processors"] = new List<object?> { new Dictionary<string, object?> { ["Type"] = "processor_parse_json_native", ["SourceKey"] = "content" } },
            },
        }
        : new()
        {
            ProjectName = projectName,
            LogtailConfigName = name,
            LogstoreName = stores[random.Next(stores.Length)],
            InputType = "syslog",
            InputDetail = new Dictionary<string, object?>(StringComparer.Ordinal) { ["tag"] = "tag-" + name, ["enableRawLog"] = Flip(random) },
        };

    private static bool Flip(Random random) => random.Next(2) == 0;

    private static string? Maybe(Random random, string value) => Flip(random) ? value : null;

    private static T? Maybe<T>(Random random, T value)
        where T : struct
        => Flip(random) ? value : null;
}
