namespace AliLogOps.Setup.Definition;

/// <summary>Makes a tree that has the right shape, with every placeholder filled in, into a <see cref="LogSetup"/>.</summary>
internal static class SetupReader
{
    public static LogSetup Read(SetupNode root, string environment, string folder, string file)
    {
        var project = root.Find("Project")!;
        var projectName = project.Find("Name")!.Text!;
        var logstores = root.Items("Logstores");
        var groups = root.Items("MachineGroups");
        var configs = root.Items("LogtailConfigs");
        return new LogSetup
        {
            EnvironmentName = environment,
            ProjectName = projectName,
            Description = project.TextOf("Description"),
            Region = root.TextOf("Region"),
            Owner = root.TextOf("Owner"),
            Path = file,
            Logstores = [.. logstores.Select(node => ReadLogstore(node, projectName))],
            Indexes = [.. logstores.Where(node => node.Find("Index") is not null).Select(node => ReadIndex(node, projectName))],
            MachineGroups = [.. groups.Select(node => ReadMachineGroup(node, projectName))],
            LogtailConfigs = [.. configs.Select(node => ReadLogtailConfig(node, projectName))],
            Bindings = [.. configs.SelectMany(node => node.Texts("MachineGroups").Distinct(StringComparer.Ordinal).Select(group => new MachineGroupBinding
            {
                ProjectName = projectName,
                LogtailConfigName = node.NameOf(),
                MachineGroupName = group,
            }))],
            SecurityGroupRules = [.. root.Items("SecurityGroupRules").Select(node => ReadRule(node, root.TextOf("Region") ?? ""))],
            MachineExpectations = [.. groups.Where(node => node.Find("Expect") is not null).Select(ReadMachineExpectation)],
            LogExpectations = [.. logstores.Where(node => node.Find("Expect") is not null).Select(ReadLogExpectation)],
            SenderExpectations = [.. configs.Where(node => node.TextOf("RsyslogFile") is not null).Select(node => new SenderExpectation(node.NameOf(), Path.GetFullPath(node.TextOf("RsyslogFile")!, folder)))],
            AllowedDifferences = root.Texts("AllowedDifferences"),
        };
    }

    private static LogstoreSpec ReadLogstore(SetupNode node, string projectName) => new()
    {
        ProjectName = projectName,
        LogstoreName = node.NameOf(),
        TtlDays = node.NumberOf("TtlDays"),
        ShardCount = node.NumberOf("ShardCount"),
        AutoSplit = node.FlagOf("AutoSplit"),
        MaxSplitShard = node.NumberOf("MaxSplitShard"),
        AppendMeta = node.FlagOf("AppendMeta"),
        EnableTracking = node.FlagOf("EnableTracking"),
        Mode = node.TextOf("Mode")?.ToLowerInvariant(),
        TelemetryType = node.TextOf("TelemetryType"),
        HotTtlDays = node.NumberOf("HotTtlDays"),
    };

    private static IndexSpec ReadIndex(SetupNode logstore, string projectName)
    {
        var node = logstore.Find("Index")!;
        var fullText = node.Find("FullText");
        return new IndexSpec
        {
            ProjectName = projectName,
            LogstoreName = logstore.NameOf(),
            FullText = fullText?.Kind == SetupNodeKind.Map ? true : fullText?.Scalar as bool?,
            Line = fullText?.Kind == SetupNodeKind.Map
                ? new IndexLineSpec { Token = fullText.TextsOrNull("Token"), CaseSensitive = fullText.FlagOf("CaseSensitive"), Chinese = fullText.FlagOf("Chinese") }
                : new IndexLineSpec(),
            Keys = node.Find("Keys") is { } keys ? ReadKeys(keys) : null,
            Exact = node.FlagOf("Exact") ?? false,
            MaxTextLength = node.NumberOf("MaxTextLength"),
        };
    }

    private static Dictionary<string, IndexKeySpec> ReadKeys(SetupNode keys)
    {
        var result = new Dictionary<string, IndexKeySpec>(StringComparer.Ordinal);
        foreach (var item in keys.Text is null ? keys.Items : [keys])
        {
            var text = item.Text!;
            var colon = text.StartsWith("__tag__:", StringComparison.Ordinal) ? -1 : text.LastIndexOf(':');
            result[colon < 0 ? text : text[..colon]] = new IndexKeySpec { Type = colon < 0 ? "text" : text[(colon + 1)..].ToLowerInvariant() };
        }

        foreach (var entry in keys.Entries)
        {
            result[entry.Key] = entry.Value.Text is { } type
                ? new IndexKeySpec { Type = type.ToLowerInvariant() }
                : new IndexKeySpec
                {
                    Type = entry.Value.TextOf("Type")?.ToLowerInvariant() ?? "text",
                    Token = entry.Value.TextsOrNull("Token"),
                    CaseSensitive = entry.Value.FlagOf("CaseSensitive"),
                    Chinese = entry.Value.FlagOf("Chinese"),
                    DocValue = entry.Value.FlagOf("DocValue"),
                    Alias = entry.Value.TextOf("Alias"),
                };
        }

        return result;
    }

    private static MachineGroupSpec ReadMachineGroup(SetupNode node, string projectName) => new()
    {
        ProjectName = projectName,
        MachineGroupName = node.NameOf(),
        IdentifyType = node.Find("IPAddresses") is not null ? "ip" : node.Find("Identifiers") is not null ? "userdefined" : null,
        MachineList = node.TextsOrNull("IPAddresses") ?? node.TextsOrNull("Identifiers"),
        GroupTopic = node.TextOf("Topic"),
    };

    private static LogtailConfigSpec ReadLogtailConfig(SetupNode node, string projectName)
    {
        var tag = node.TextOf("Tag");
        var detail = node.Find("InputDetail")?.ToPlain() as Dictionary<string, object?>;
        if (tag is not null)
        {
            detail = new Dictionary<string, object?>(detail ?? [], StringComparer.Ordinal) { ["tag"] = tag };
        }

        return new LogtailConfigSpec
        {
            ProjectName = projectName,
            LogtailConfigName = node.NameOf(),
            LogstoreName = node.TextOf("Logstore"),
            InputType = node.TextOf("InputType")?.ToLowerInvariant() ?? (tag is null ? null : "syslog"),
            InputDetail = detail,
            LogSample = node.TextOf("LogSample"),
        };
    }

    private static SecurityGroupRule ReadRule(SetupNode node, string region)
    {
        PortRange.TryParse(node.TextOf("Port")!, out var ports);
        var protocol = node.TextOf("Protocol")?.ToUpperInvariant() ?? "TCP";
        var source = node.TextOf("SourceCidrIp") ?? "";
        var v6 = source.Contains(':', StringComparison.Ordinal);
        return new SecurityGroupRule
        {
            SecurityGroupId = node.TextOf("SecurityGroupId")!,
            Region = region,
            IpProtocol = protocol,
            // TCP and UDP name their ports even when all are meant
            PortRange = ports == PortRange.All && (protocol is "TCP" or "UDP") ? "1/65535" : ports,
            SourceCidrIp = v6 ? "" : source,
            Ipv6SourceCidrIp = v6 ? source : "",
            SourceGroupId = node.TextOf("SourceGroupId") ?? "",
            Policy = string.Equals(node.TextOf("Policy"), "Drop", StringComparison.OrdinalIgnoreCase) ? "Drop" : "Accept",
            Priority = node.NumberOf("Priority") ?? 1,
            Description = node.TextOf("Description") ?? "",
        };
    }

    private static MachineExpectation ReadMachineExpectation(SetupNode group)
    {
        var node = group.Find("Expect")!;
        return new MachineExpectation
        {
            MachineGroupName = group.NameOf(),
            Machines = node.NumberOf("Machines"),
            Hosts = node.Find("Hosts") is { Kind: SetupNodeKind.Map } table ? [.. table.Entries.Select(entry => entry.Key)] : node.Texts("Hosts"),
            HostAddresses = node.Find("Hosts") is { Kind: SetupNodeKind.Map } ? node.Table("Hosts") : new Dictionary<string, string>(),
            HostTags = node.Table("HostTags"),
            HeartbeatTimeout = node.SpanOf("HeartbeatTimeout") ?? MachineExpectation.DefaultHeartbeatTimeout,
        };
    }

    private static LogExpectation ReadLogExpectation(SetupNode logstore)
    {
        var node = logstore.Find("Expect")!;
        return new LogExpectation
        {
            LogstoreName = logstore.NameOf(),
            LogsWithin = node.SpanOf("LogsWithin") ?? LogExpectation.DefaultLogsWithin,
            OnlyFromHosts = node.FlagOf("OnlyFromHosts") ?? false,
            Queries = [.. node.Items("Queries").Select(query => new ExpectedQuery
            {
                Query = query.TextOf("Query")!,
                Last = query.SpanOf("Last") ?? LogExpectation.DefaultLogsWithin,
                AtLeast = query.NumberOf("AtLeast") ?? 1,
                Exactly = query.NumberOf("Exactly"),
                Within = query.SpanOf("Within"),
                Fields = query.Table("Fields"),
            })],
        };
    }
}
