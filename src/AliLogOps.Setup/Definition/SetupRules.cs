using System.Globalization;

namespace AliLogOps.Setup.Definition;

/// <summary>What the parts of a definition must be to each other, once the placeholders are filled in.</summary>
internal sealed class SetupRules(SetupNode root, MistakeList mistakes)
{
    public void Check()
    {
        var logstores = Names("Logstores");
        var groups = Names("MachineGroups");
        CheckGroups();
        CheckConfigs(logstores, groups);
        CheckRules();
        CheckQueries();
        CheckHosts();
    }

    private HashSet<string> Names(string list)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in Items(list))
        {
            if (item.NameOf() is { Length: > 0 } name && !names.Add(name))
            {
                mistakes.Add(item.Find("Name")!.Position, path + ".Name", $"'{name}' stands twice under {list}.", "Rename one, or make them one.");
            }
        }

        return names;
    }

    private void CheckGroups()
    {
        foreach (var (group, path) in Items("MachineGroups"))
        {
            if (group.Find("Identifiers") is not null && group.Find("IPAddresses") is { } addresses)
            {
                mistakes.Add(addresses.Position, path, $"The machine group '{group.NameOf()}' has both Identifiers and IPAddresses.", "Keep one of the two: a group finds its machines one way.");
            }
            else if (group.TextsOrNull("Identifiers") is not { Count: > 0 } && group.TextsOrNull("IPAddresses") is not { Count: > 0 })
            {
                mistakes.Add(group.Position, path, $"The machine group '{group.NameOf()}' says nothing about which machines belong to it.", "Add Identifiers (what the agents carry in user_defined_id) or IPAddresses.");
            }
        }
    }

    private void CheckConfigs(HashSet<string> logstores, HashSet<string> groups)
    {
        Names("LogtailConfigs");
        var tags = new Dictionary<(string Group, string Tag), string>();
        foreach (var (config, path) in Items("LogtailConfigs"))
        {
            CheckInput(config, path);
            Refers(config.Find("Logstore"), path + ".Logstore", logstores, "logstore", "Logstores");
            foreach (var group in config.Items("MachineGroups"))
            {
                Refers(group, path + ".MachineGroups", groups, "machine group", "MachineGroups");
                // an agent looks for the config by the tag alone; which of two it takes is chance
                if (config.TextOf("Tag") is { } tag && group.Text is { } name && !tags.TryAdd((name, tag), config.NameOf()) && tags[(name, tag)] != config.NameOf())
                {
                    mistakes.Add(config.Find("Tag")!.Position, path + ".Tag", $"The configs '{tags[(name, tag)]}' and '{config.NameOf()}' give machine group '{name}' the same tag '{tag}': an agent takes one of them by chance.", "Give each its own tag, here and in the rsyslog files.");
                }
            }
        }
    }

    private void CheckInput(SetupNode config, string path)
    {
        var type = config.TextOf("InputType")?.ToLowerInvariant();
        var syslog = type is null or "syslog" or "streamlog";
        if (config.Find("Tag") is { } tag && !syslog)
        {
            mistakes.Add(tag.Position, path + ".Tag", $"An input of type '{type}' has no tag.", "Remove Tag, or make InputType syslog.");
        }
        else if (config.Find("Tag") is null && syslog && config.Find("InputDetail")?.Find("tag") is null)
        {
            mistakes.Add(config.Position, path, $"The config '{config.NameOf()}' does not say what it collects.", "Add Tag for lines that rsyslog sends, or InputType with InputDetail for files and plugins.");
        }
        else if (!syslog && config.Find("InputDetail") is null)
        {
            mistakes.Add(config.Position, path, $"The config '{config.NameOf()}' has the input '{type}', but no InputDetail.", type switch { "file" => "Add InputDetail with logType, logPath and filePattern.", "pipeline" => "Add InputDetail with inputs, and processors where needed.", _ => "Add InputDetail with plugin." });
        }
    }

    private void CheckRules()
    {
        foreach (var (rule, path) in Items("SecurityGroupRules"))
        {
            var (network, group) = (rule.Find("SourceCidrIp"), rule.Find("SourceGroupId"));
            if ((network is null) == (group is null))
            {
                mistakes.Add(rule.Position, path, network is null ? "The rule says nothing about where the traffic comes from." : "The rule has both SourceCidrIp and SourceGroupId.", "Give one of SourceCidrIp (a network) and SourceGroupId (a security group).");
            }
        }
    }

    private void CheckQueries()
    {
        foreach (var (logstore, path) in Items("Logstores"))
        {
            var queries = logstore.Find("Expect")?.Items("Queries") ?? [];
            for (var index = 0; index < queries.Count; index++)
            {
                if (queries[index].Find("AtLeast") is not null && queries[index].Find("Exactly") is { } exactly)
                {
                    mistakes.Add(exactly.Position, string.Create(CultureInfo.InvariantCulture, $"{path}.Expect.Queries[{index}]"), "The search has both AtLeast and Exactly.", "Keep one of the two.");
                }
            }

            if (queries.Count > 0 && logstore.Find("Index") is null)
            {
                mistakes.Add(logstore.Position, path, $"The logstore '{logstore.NameOf()}' has searches, but no Index: without one every search fails.", "Add Index = @{ FullText = $true }.");
            }
        }
    }

    private void CheckHosts()
    {
        foreach (var (logstore, path) in Items("Logstores"))
        {
            if (logstore.Find("Expect")?.Find("OnlyFromHosts") is { Scalar: true } only && !HasHosts(logstore.NameOf()))
            {
                mistakes.Add(only.Position, path + ".Expect.OnlyFromHosts", $"OnlyFromHosts has nothing to compare with: no machine group whose logs go to '{logstore.NameOf()}' names its hosts.", "Add Expect = @{ Hosts = … } to the machine groups that its configs are applied to.");
            }
        }
    }

    private bool HasHosts(string logstore)
    {
        var groups = Items("LogtailConfigs").Where(config => config.Node.TextOf("Logstore") == logstore).SelectMany(config => config.Node.Texts("MachineGroups")).ToHashSet(StringComparer.Ordinal);
        return Items("MachineGroups").Any(group => groups.Contains(group.Node.NameOf()) && group.Node.Find("Expect")?.Find("Hosts") is { } hosts && (hosts.Text is not null || hosts.Items.Count + hosts.Entries.Count > 0));
    }

    private void Refers(SetupNode? node, string path, HashSet<string> names, string kind, string list)
    {
        if (node?.Text is { } name && !names.Contains(name))
        {
            mistakes.Add(node.Position, path, $"There is no {kind} '{name}' in this definition.", names.Count == 0 ? $"Add it under {list}." : $"{list} has {string.Join(", ", names.Order(StringComparer.Ordinal).Select(known => $"'{known}'"))}.");
        }
    }

    private IEnumerable<(SetupNode Node, string Path)> Items(string list) =>
        root.Items(list).Where(item => item.Kind == SetupNodeKind.Map).Select((item, index) => (item, string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]")));
}
