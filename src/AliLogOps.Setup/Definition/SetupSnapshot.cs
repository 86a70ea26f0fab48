using AliLogOps.Client;

namespace AliLogOps.Setup.Definition;

/// <summary>Reads what a project holds as a setup, so that a definition can be written for what exists.</summary>
public static class SetupSnapshot
{
    private const string InternalPrefix = "internal-";
    private const int DefaultMaxTextLength = 2048;

    // what the service or the console fills in when nothing is said (reference of Logtail configs, common members)
    private static readonly Dictionary<string, object?> s_inputDefaults = new(StringComparer.Ordinal)
    {
        ["localStorage"] = true,
        ["enableTag"] = false,
        ["enableRawLog"] = false,
        ["maxSendRate"] = -1L,
        ["sendRateExpire"] = 0L,
        ["mergeType"] = "topic",
        ["delayAlarmBytes"] = 0L,
        ["priority"] = 0L,
        ["adjustTimezone"] = false,
        ["logTimezone"] = "",
        ["discardNonUtf8"] = false,
        ["dockerFile"] = false,
    };

    /// <summary>Reads a project.</summary>
    /// <param name="client">The service.</param>
    /// <param name="projectName">The project.</param>
    /// <param name="environment">The environment's name, or empty.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LogServiceException">Something could not be read.</exception>
    public static async Task<LogSetup> ReadAsync(LogServiceClient client, string projectName, string environment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var project = await client.GetProjectAsync(projectName, cancellationToken).ConfigureAwait(false);
        var stores = new List<LogstoreSpec>();
        var indexes = new List<IndexSpec>();
        await foreach (var name in client.ListLogstoreNamesAsync(projectName, null, cancellationToken).ConfigureAwait(false))
        {
            if (name.StartsWith(InternalPrefix, StringComparison.Ordinal))
            {
                continue;
            }

            stores.Add(ToSpec(await client.GetLogstoreAsync(projectName, name, cancellationToken).ConfigureAwait(false)));
            if (await Existing.OrNullAsync(client.GetIndexAsync(projectName, name, cancellationToken), MissingResource.Index).ConfigureAwait(false) is { } index)
            {
                indexes.Add(ToSpec(index));
            }
        }

        var configs = new List<LogtailConfigSpec>();
        foreach (var pipeline in (bool[])[false, true])
        {
            await foreach (var name in client.ListLogtailConfigNamesAsync(projectName, pipeline, null, null, cancellationToken).ConfigureAwait(false))
            {
                configs.Add(ToSpec(await client.GetLogtailConfigAsync(projectName, name, pipeline, cancellationToken).ConfigureAwait(false)));
            }
        }

        var groups = new List<MachineGroupSpec>();
        var bindings = new List<MachineGroupBinding>();
        await foreach (var name in client.ListMachineGroupNamesAsync(projectName, null, cancellationToken).ConfigureAwait(false))
        {
            var group = await client.GetMachineGroupAsync(projectName, name, cancellationToken).ConfigureAwait(false);
            groups.Add(new MachineGroupSpec
            {
                ProjectName = projectName,
                MachineGroupName = name,
                IdentifyType = group.IdentifyType,
                MachineList = group.MachineList,
                GroupTopic = group.GroupTopic.Length > 0 ? group.GroupTopic : null,
            });
            bindings.AddRange((await client.ListAppliedConfigsAsync(projectName, name, cancellationToken).ConfigureAwait(false))
                .Select(config => new MachineGroupBinding { ProjectName = projectName, LogtailConfigName = config, MachineGroupName = name }));
        }

        return new LogSetup
        {
            EnvironmentName = environment,
            ProjectName = projectName,
            Description = project.Description.Length > 0 ? project.Description : null,
            Region = project.Region.Length > 0 ? project.Region : null,
            Logstores = stores,
            Indexes = indexes,
            MachineGroups = groups,
            LogtailConfigs = configs,
            Bindings = bindings,
        };
    }

    private static LogstoreSpec ToSpec(Logstore store) => new()
    {
        ProjectName = store.ProjectName,
        LogstoreName = store.LogstoreName,
        TtlDays = store.TtlDays,
        ShardCount = store.ShardCount,
        AutoSplit = store.AutoSplit ? true : null,
        MaxSplitShard = store.AutoSplit ? store.MaxSplitShard : null,
        AppendMeta = store.AppendMeta ? true : null,
        EnableTracking = store.EnableTracking ? true : null,
        Mode = store.Mode is "" or "standard" ? null : store.Mode,
        TelemetryType = store.TelemetryType is "" or "None" ? null : store.TelemetryType,
        HotTtlDays = store.HotTtlDays,
    };

    private static IndexSpec ToSpec(LogIndex index) => new()
    {
        ProjectName = index.ProjectName,
        LogstoreName = index.LogstoreName,
        FullText = index.Line is not null,
        Line = index.Line is { } line
            ? new IndexLineSpec { Token = IsDefault(line.Token) ? null : line.Token, CaseSensitive = line.CaseSensitive ? true : null, Chinese = line.Chinese ? true : null }
            : new IndexLineSpec(),
        Keys = index.Keys.Count == 0 ? null : index.Keys.ToDictionary(entry => entry.Key, entry => ToSpec(entry.Value), StringComparer.Ordinal),
        MaxTextLength = index.MaxTextLength == DefaultMaxTextLength ? null : index.MaxTextLength,
    };

    private static IndexKeySpec ToSpec(LogIndexKey key)
    {
        var words = IndexMerge.HasWords(key.Type);
        return new IndexKeySpec
        {
            Type = key.Type,
            Token = !words || IsDefault(key.Token) ? null : key.Token,
            CaseSensitive = words && key.CaseSensitive ? true : null,
            Chinese = words && key.Chinese ? true : null,
            DocValue = key.DocValue ? null : false,
            Alias = key.Alias.Length > 0 ? key.Alias : null,
        };
    }

    private static LogtailConfigSpec ToSpec(LogtailConfig config) => new()
    {
        ProjectName = config.ProjectName,
        LogtailConfigName = config.LogtailConfigName,
        LogstoreName = config.LogstoreName,
        InputType = config.InputType == "streamlog" ? "syslog" : config.InputType,
        InputDetail = config.InputDetail.Where(entry => !IsFilledIn(entry.Key, entry.Value)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        LogSample = config.LogSample.Length > 0 ? config.LogSample : null,
    };

    private static bool IsFilledIn(string name, object? value) =>
        value is null or IReadOnlyCollection<object?> { Count: 0 } or IReadOnlyDictionary<string, object?> { Count: 0 } || (s_inputDefaults.TryGetValue(name, out var usual) && Equals(usual, value));

    private static bool IsDefault(IReadOnlyList<string> token) => token.ToHashSet(StringComparer.Ordinal).SetEquals(LogIndexLine.DefaultToken);
}
