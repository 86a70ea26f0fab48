using System.Text.RegularExpressions;

namespace AliLogOps.Setup.Definition;

/// <summary>Makes a setup into the tree of a definition: the way back of <see cref="SetupReader"/>.</summary>
public static class SetupTree
{
    /// <summary>The tree. Where the setup has an environment, its name becomes <c>{env}</c> wherever it stands as a word of its own.</summary>
    public static SetupNode Create(LogSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var general = new Generalizer(setup.EnvironmentName);
        var root = new Entries(general) { { "Version", 1L }, { "Region", setup.Region }, { "Owner", setup.Owner } };
        root.Add("Project", new Entries(general) { { "Name", setup.ProjectName }, { "Description", setup.Description } }.ToNode());
        root.AddList("Logstores", setup.Logstores.Select(store => FromLogstore(store, setup, general)));
        root.AddList("MachineGroups", setup.MachineGroups.Select(group => FromGroup(group, setup, general)));
        root.AddList("LogtailConfigs", setup.LogtailConfigs.Select(config => FromConfig(config, setup, general)));
        root.AddList("SecurityGroupRules", setup.SecurityGroupRules.Select(rule => FromRule(rule, general)));
        root.AddTexts("AllowedDifferences", setup.AllowedDifferences.Count > 0 ? setup.AllowedDifferences : null);
        if (setup.EnvironmentName.Length > 0)
        {
            root.Add("Environments", SetupNode.OfMap([new SetupEntry(setup.EnvironmentName, default, SetupNode.OfMap([]))]));
        }

        return root.ToNode();
    }

    private static SetupNode FromLogstore(LogstoreSpec store, LogSetup setup, Generalizer general)
    {
        var node = new Entries(general)
        {
            { "Name", store.LogstoreName },
            { "TtlDays", (long?)store.TtlDays },
            { "ShardCount", (long?)store.ShardCount },
            { "AutoSplit", store.AutoSplit },
            { "MaxSplitShard", (long?)store.MaxSplitShard },
            { "AppendMeta", store.AppendMeta },
            { "EnableTracking", store.EnableTracking },
            { "Mode", store.Mode },
            { "TelemetryType", store.TelemetryType },
            { "HotTtlDays", (long?)store.HotTtlDays },
        };
        if (setup.Indexes.FirstOrDefault(index => index.LogstoreName == store.LogstoreName) is { } index)
        {
            node.Add("Index", FromIndex(index, general));
        }

        if (setup.LogExpectations.FirstOrDefault(expectation => expectation.LogstoreName == store.LogstoreName) is { } expected)
        {
            var inner = new Entries(general) { { "LogsWithin", LogSpan.ToText(expected.LogsWithin) }, { "OnlyFromHosts", expected.OnlyFromHosts ? true : null } };
            inner.AddList("Queries", expected.Queries.Select(query => new Entries(general)
            {
                { "Query", query.Query },
                { "Last", LogSpan.ToText(query.Last) },
                { "AtLeast", query.Exactly is null ? query.AtLeast : null },
                { "Exactly", query.Exactly },
                { "Within", query.Within is { } within ? LogSpan.ToText(within) : null },
                { "Fields", query.Fields },
            }.ToNode()));
            node.Add("Expect", inner.ToNode());
        }

        return node.ToNode();
    }

    private static SetupNode FromIndex(IndexSpec index, Generalizer general)
    {
        var node = new Entries(general);
        if (index.FullText == true && (index.Line.Token is not null || index.Line.CaseSensitive is not null || index.Line.Chinese is not null))
        {
            var line = new Entries(general) { { "CaseSensitive", index.Line.CaseSensitive }, { "Chinese", index.Line.Chinese } };
            line.AddTexts("Token", index.Line.Token);
            node.Add("FullText", line.ToNode());
        }
        else
        {
            node.Add("FullText", index.FullText);
        }

        if (index.Keys is { } keys)
        {
            // names of fields are no resources and stay as they are
            node.Add("Keys", SetupNode.OfMap([.. keys.Select(entry => new SetupEntry(entry.Key, default, FromKey(entry.Value, general)))]));
        }

        node.Add("Exact", index.Exact ? true : null);
        node.Add("MaxTextLength", (long?)index.MaxTextLength);
        return node.ToNode();
    }

    private static SetupNode FromKey(IndexKeySpec key, Generalizer general)
    {
        if (key is { Token: null, CaseSensitive: null, Chinese: null, DocValue: null, Alias: null })
        {
            return SetupNode.OfText(key.Type ?? "text");
        }

        var node = new Entries(general) { { "Type", key.Type }, { "CaseSensitive", key.CaseSensitive }, { "Chinese", key.Chinese }, { "DocValue", key.DocValue }, { "Alias", key.Alias } };
        node.AddTexts("Token", key.Token);
        return node.ToNode();
    }

    private static SetupNode FromGroup(MachineGroupSpec group, LogSetup setup, Generalizer general)
    {
        var node = new Entries(general) { { "Name", group.MachineGroupName } };
        node.AddTexts(string.Equals(group.IdentifyType, "ip", StringComparison.OrdinalIgnoreCase) ? "IPAddresses" : "Identifiers", group.MachineList);
        node.Add("Topic", group.GroupTopic);
        if (setup.MachineExpectations.FirstOrDefault(expectation => expectation.MachineGroupName == group.MachineGroupName) is { } expected)
        {
            var inner = new Entries(general) { { "Machines", (long?)expected.Machines } };
            if (expected.HostAddresses.Count > 0)
            {
                inner.Add("Hosts", SetupNode.OfMap([.. expected.HostAddresses.Select(host => new SetupEntry(general.Apply(host.Key), default, SetupNode.OfText(host.Value)))]));
            }
            else
            {
                inner.AddTexts("Hosts", expected.Hosts.Count > 0 ? expected.Hosts : null);
            }

            inner.Add("HostTags", expected.HostTags);
            inner.Add("HeartbeatTimeout", LogSpan.ToText(expected.HeartbeatTimeout));
            node.Add("Expect", inner.ToNode());
        }

        return node.ToNode();
    }

    private static SetupNode FromConfig(LogtailConfigSpec config, LogSetup setup, Generalizer general)
    {
        var syslog = config.InputType is "syslog" or "streamlog";
        var detail = config.InputDetail?.Where(entry => !syslog || entry.Key != "tag").ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var node = new Entries(general)
        {
            { "Name", config.LogtailConfigName },
            { "Logstore", config.LogstoreName },
            { "Tag", syslog ? config.InputDetail?.GetValueOrDefault("tag") as string : null },
            { "InputType", syslog ? null : config.InputType },
        };
        if (detail is { Count: > 0 })
        {
            node.Add("InputDetail", general.Apply(SetupNode.FromPlain(detail)));
        }

        node.Add("LogSample", config.LogSample);
        string[] groups = [.. setup.Bindings.Where(binding => binding.LogtailConfigName == config.LogtailConfigName).Select(binding => binding.MachineGroupName)];
        node.AddTexts("MachineGroups", groups.Length > 0 ? groups : null);
        node.Add("RsyslogFile", setup.SenderExpectations.FirstOrDefault(sender => sender.LogtailConfigName == config.LogtailConfigName)?.File);
        return node.ToNode();
    }

    private static SetupNode FromRule(SecurityGroupRule rule, Generalizer general) => new Entries(general)
    {
        { "SecurityGroupId", rule.SecurityGroupId },
        { "Port", PortRange.ToText(rule.PortRange) },
        { "SourceCidrIp", rule.SourceCidrIp.Length > 0 ? rule.SourceCidrIp : rule.Ipv6SourceCidrIp.Length > 0 ? rule.Ipv6SourceCidrIp : null },
        { "SourceGroupId", rule.SourceGroupId.Length > 0 ? rule.SourceGroupId : null },
        { "Protocol", rule.IpProtocol },
        { "Policy", rule.Policy },
        { "Priority", (long)rule.Priority },
        { "Description", rule.Description.Length > 0 ? rule.Description : null },
    }.ToNode();

    /// <summary>Makes an environment's name into a placeholder, and braces that would be one into text.</summary>
    private sealed class Generalizer(string environment)
    {
        private readonly Regex? _word = environment.Length == 0 ? null : new Regex($"(?<![A-Za-z0-9]){Regex.Escape(environment)}(?![A-Za-z0-9])");

        public string Apply(string text)
        {
            var escaped = Regex.Replace(text, @"\{[A-Za-z][A-Za-z0-9_-]*\}", match => $"{{{match.Value}}}");
            return _word?.Replace(escaped, "{env}") ?? escaped;
        }

        public SetupNode Apply(SetupNode node) => node.Kind switch
        {
            SetupNodeKind.Text => SetupNode.OfText(Apply(node.Text!)),
            SetupNodeKind.List => SetupNode.OfList([.. node.Items.Select(Apply)]),
            SetupNodeKind.Map => SetupNode.OfMap([.. node.Entries.Select(entry => entry with { Value = Apply(entry.Value) })]),
            _ => node,
        };
    }

    /// <summary>Collects the settings of a table; null is left out.</summary>
    private sealed class Entries(Generalizer general) : System.Collections.IEnumerable
    {
        private readonly List<SetupEntry> _entries = [];

        public void Add(string key, string? text) => Add(key, text is null ? null : SetupNode.OfText(general.Apply(text)));

        public void Add(string key, long? number) => Add(key, number is { } value ? SetupNode.OfNumber(value) : null);

        public void Add(string key, bool? flag) => Add(key, flag is { } value ? SetupNode.OfFlag(value) : null);

        public void Add(string key, IReadOnlyDictionary<string, string> table) =>
            Add(key, table.Count == 0 ? null : SetupNode.OfMap([.. table.Select(entry => new SetupEntry(entry.Key, default, SetupNode.OfText(general.Apply(entry.Value))))]));

        public void Add(string key, SetupNode? node)
        {
            if (node is not null)
            {
                _entries.Add(new SetupEntry(key, default, node));
            }
        }

        public void AddTexts(string key, IReadOnlyList<string>? texts) => Add(key, texts is null ? null : SetupNode.OfList([.. texts.Select(text => SetupNode.OfText(general.Apply(text)))]));

        public void AddList(string key, IEnumerable<SetupNode> nodes)
        {
            var items = nodes.ToArray();
            if (items.Length > 0)
            {
                Add(key, SetupNode.OfList(items));
            }
        }

        public SetupNode ToNode() => SetupNode.OfMap(_entries);

        public System.Collections.IEnumerator GetEnumerator() => _entries.GetEnumerator();
    }
}
