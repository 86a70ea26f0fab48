using System.Net;
using System.Net.Sockets;

namespace AliLogOps.Setup.Definition;

/// <summary>Every setting a definition knows, with its range and meaning: the one place for the reader and for the published schema.</summary>
internal static class SetupSchema
{
    private static readonly TextShape s_span = new()
    {
        Meaning = "A span of time: a number with s, m, h, d or w, such as 90s, 15m or 1d12h.",
        Pattern = "^([0-9]+[wdhms])+$",
        Problem = text => LogSpan.TryParse(text, out _) ? null : $"'{text}' is not a span of time. Give a number with s, m, h, d or w: 90s, 15m, 1d12h.",
    };

    private static readonly FlagShape s_caseSensitive = new() { Meaning = "Whether letters of different case differ." };
    private static readonly FlagShape s_chinese = new() { Meaning = "Whether Chinese text is split into words." };

    private static readonly ListShape s_token = new(new TextShape
    {
        Problem = text => text.Length == 1 ? null : $"'{text}' is not one character. Give each delimiter as an item of its own.",
        Pattern = "^[\\s\\S]$",
    })
    {
        Meaning = "The characters that split text into words, one an item; none makes the whole value one word.",
    };

    private static readonly TextShape s_keyType = new() { Values = ["text", "long", "double", "json"], Meaning = "The field's type." };

    private static readonly MapShape s_key = new(
    [
        new("Type", s_keyType),
        new("Token", s_token),
        new("CaseSensitive", s_caseSensitive),
        new("Chinese", s_chinese),
        new("DocValue", new FlagShape { Meaning = "Whether SQL can use the field." }),
        new("Alias", new TextShape { Meaning = "Another name of the field for SQL." }),
    ])
    {
        Meaning = "The index of one field.",
    };

    private static readonly MapShape s_index = new(
    [
        new("FullText", new EitherShape([new FlagShape(), new MapShape([new("Token", s_token), new("CaseSensitive", s_caseSensitive), new("Chinese", s_chinese)])])
        {
            Meaning = "Whether every word of a log can be searched: $true, $false, or a table with Token, CaseSensitive and Chinese.",
        }),
        new("Keys", new EitherShape([new ListShape(new TextShape { Problem = FieldProblem }) { SingleToo = true }, new TableShape(new EitherShape([s_keyType, s_key]) { Meaning = "A type, or a table of settings." })])
        {
            Meaning = "The fields that can be searched by name: one or a list such as 'app-name', 'latency:double', or a table from name to type or settings.",
        }),
        new("Exact", new FlagShape { Meaning = "Whether fields that are not named lose their index; otherwise they are left alone." }),
        new("MaxTextLength", new NumberShape(64, 16384) { Meaning = "Bytes of a text field that SQL sees." }),
    ])
    {
        Meaning = "The index of the logstore; without one nothing can be searched.",
    };

    private static readonly MapShape s_query = new(
    [
        new("Query", new TextShape { Meaning = "A search, in the language of Search-AliLog." }, Required: true),
        new("Last", s_span with { Meaning = "How far back it looks; 15m when not given." }),
        new("AtLeast", new NumberShape(0, 1_000_000) { Meaning = "The fewest logs it must find; 1 when not given." }),
        new("Exactly", new NumberShape(0, 1_000_000) { Meaning = "The number of logs it must find." }),
        new("Within", s_span with { Meaning = "How long a run with -WaitFor may wait for them." }),
        new("Fields", new TableShape(new TextShape()) { Meaning = "Values that these fields must have in every log found, of which the newest hundred are looked at." }),
    ])
    {
        Meaning = "A search that must find logs.",
    };

    private static readonly MapShape s_logstore = new(
    [
        new("Name", Named(ResourceNameRule.Logstore), Required: true),
        new("TtlDays", new NumberShape(1, 3650) { Meaning = "Days that logs are kept; 3650 keeps them for ever." }),
        new("ShardCount", new NumberShape(1, 256) { Meaning = "Shards to create it with; later the fewest it must have." }),
        new("AutoSplit", new FlagShape { Meaning = "Whether the service splits busy shards by itself." }),
        new("MaxSplitShard", new NumberShape(1, 256) { Meaning = "Up to how many shards automatic splitting goes." }),
        new("AppendMeta", new FlagShape { Meaning = "Whether the client address and the time of arrival are added as tags." }),
        new("EnableTracking", new FlagShape { Meaning = "Whether web pages may write without a key." }),
        new("Mode", new TextShape { Values = ["standard", "query"], Meaning = "query is a logstore without SQL." }),
        new("TelemetryType", new TextShape { Values = ["None", "Metrics"], Meaning = "None for logs, Metrics for a metric store; settled at creation." }),
        new("HotTtlDays", new NumberShape(1, 3650) { Meaning = "Days in the hot tier." }),
        new("Index", s_index),
        new("Expect", new MapShape(
        [
            new("LogsWithin", s_span with { Meaning = "How recent the newest log of each host must be; 15m when not given." }),
            new("OnlyFromHosts", new FlagShape { Meaning = "Whether logs of hosts that no machine group expects are a fault." }),
            new("Queries", new ListShape(s_query) { Meaning = "Searches that must find logs." }),
        ])
        {
            Meaning = "What Test-AliLogSetup demands of its logs.",
        }),
    ])
    {
        Meaning = "A logstore.",
    };

    private static readonly MapShape s_machineGroup = new(
    [
        new("Name", Named(ResourceNameRule.MachineGroup), Required: true),
        new("Identifiers", new ListShape(Word("identifier", "logtail-id-{env}")) { SingleToo = true, Meaning = "What the agents carry in their file user_defined_id. Excludes IPAddresses." }),
        new("IPAddresses", new ListShape(new TextShape { Problem = AddressProblem })
        {
            SingleToo = true,
            Meaning = "The addresses that the agents report. Excludes Identifiers.",
        }),
        new("Topic", new TextShape { Meaning = "The topic for configs with the topic format group_topic." }),
        new("Expect", new MapShape(
        [
            new("Machines", new NumberShape(0, 100_000) { Meaning = "How many machines must report themselves." }),
            new("Hosts", new EitherShape([new ListShape(new TextShape()) { SingleToo = true }, new TableShape(new TextShape { Problem = AddressProblem })])
            {
                Meaning = "Host names whose logs must arrive: a list, or a table from name to private address.",
            }),
            new("HostTags", new TableShape(new TextShape()) { Meaning = "Tags of the ECS instances that belong to the group." }),
            new("HeartbeatTimeout", s_span with { Meaning = "How old a heartbeat may be; 3m when not given." }),
        ])
        {
            Meaning = "What Test-AliLogSetup demands of its machines.",
        }),
    ])
    {
        Meaning = "A machine group.",
    };

    private static readonly MapShape s_logtailConfig = new(
    [
        new("Name", Named(ResourceNameRule.LogtailConfig), Required: true),
        new("Logstore", new TextShape { Meaning = "The logstore that its logs go to." }, Required: true),
        new("Tag", Word("tag", "sys_tag") with { Meaning = "Makes it a syslog input; the second word of rsyslog's template, byte for byte." }),
        new("InputType", new TextShape { Values = ["syslog", "streamlog", "file", "plugin", "pipeline"], Meaning = "The input; not needed beside Tag. pipeline is the newer form of config." }),
        new("InputDetail", new TableShape(new AnyShape()) { Meaning = "Settings of the input under the service's own names; for a pipeline its inputs, processors, aggregators and global." }),
        new("LogSample", new TextShape { Meaning = "A sample line, for people." }),
        new("MachineGroups", new ListShape(new TextShape()) { SingleToo = true, Meaning = "The machine groups it is applied to." }),
        new("RsyslogFile", new TextShape { Meaning = "The rsyslog file of the hosts, relative to the definition; its tag is compared." }),
    ])
    {
        Meaning = "A Logtail config.",
    };

    private static readonly MapShape s_rule = new(
    [
        new("SecurityGroupId", new TextShape { Meaning = "The security group." }, Required: true),
        new("Port", new TextShape { NumbersToo = true, Problem = text => PortRange.TryParse(text, out _) ? null : PortRange.Explain(text), Meaning = "A port (11111), a range (8000-8080) or all." }, Required: true),
        new("SourceCidrIp", new TextShape { Problem = NetworkProblem, Meaning = "The network the traffic comes from." }),
        new("SourceGroupId", new TextShape { Meaning = "The security group the traffic comes from, instead of a network." }),
        new("Protocol", new TextShape { Values = ["TCP", "UDP", "ICMP", "GRE", "ALL"], Meaning = "TCP when not given." }),
        new("Policy", new TextShape { Values = ["Accept", "Drop"], Meaning = "Accept when not given." }),
        new("Priority", new NumberShape(1, 100) { Meaning = "1 counts first." }),
        new("Description", new TextShape { Meaning = "For people." }),
    ])
    {
        Meaning = "An inbound rule of a security group.",
    };

    private static readonly MapShape s_project = new(
    [
        new("Name", Named(ResourceNameRule.Project), Required: true),
        new("Description", new TextShape { Meaning = "For people." }),
    ])
    {
        Meaning = "The project.",
    };

    private static readonly TableShape s_variables = new(new TextShape { NumbersToo = true }) { IgnoresCase = true, Meaning = "Texts that {name} stands for." };

    /// <summary>What an environment may say otherwise.</summary>
    public static MapShape Settings { get; } = new(
    [
        new("Region", new TextShape { Meaning = "The region it must be in, such as cn-hangzhou." }),
        new("Owner", new TextShape
        {
            Meaning = "A name that Set-AliLogSetup marks its resources with, as a tag; -Prune removes only what carries it.",
            Problem = text => text.Length is >= 1 and <= 128 && !text.Contains("://", StringComparison.Ordinal) ? null : $"'{text}' cannot be a tag: 1 to 128 characters, without ://.",
        }),
        new("Variables", s_variables),
        new("Project", s_project, Required: true),
        new("Logstores", new ListShape(s_logstore) { Meaning = "The logstores." }),
        new("MachineGroups", new ListShape(s_machineGroup) { Meaning = "The machine groups." }),
        new("LogtailConfigs", new ListShape(s_logtailConfig) { Meaning = "The Logtail configs, with what they are applied to." }),
        new("SecurityGroupRules", new ListShape(s_rule) { Meaning = "Inbound rules of security groups." }),
        new("AllowedDifferences", new ListShape(new TextShape()) { SingleToo = true, Meaning = "Settings in which environments may differ, such as Logstores/*/TtlDays." }),
    ]);

    /// <summary>The whole file.</summary>
    public static MapShape Root { get; } = new(
    [
        new("Version", new NumberShape(1, 1) { Meaning = "The form of this file; 1." }),
        .. Settings.Keys,
        new("Environments", new TableShape(Settings) { Meaning = "Names of environments, each with the settings it has otherwise; {env} stands for the name." }),
    ])
    {
        Meaning = "What log collection is to be, for Import-AliLogSetup of AliLogOps.",
    };

    private static TextShape Named(ResourceNameRule rule) => new() { Meaning = rule.Allowed, Problem = rule.Check };

    private static TextShape Word(string what, string example) => new()
    {
        Pattern = "^\\S+$",
        Problem = text => text.Length > 0 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
            ? null
            : $"'{text}' is no {what}: it must be one word without blanks, such as {example}.",
    };

    private static string? FieldProblem(string text)
    {
        var colon = text.LastIndexOf(':');
        var type = colon < 0 ? "text" : text[(colon + 1)..];
        if (text.Length == 0 || colon == 0)
        {
            return "A field has no name. Give a name, or name:type.";
        }

        return colon < 0 || text.StartsWith("__tag__:", StringComparison.Ordinal) || s_keyType.Values.Contains(type, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"'{type}' is no type of a field. Give text, long, double or json, or write the field as a table if its name has a colon.";
    }

    private static string? AddressProblem(string text) => IsAddress(text) ? null : $"'{text}' is not an address. Give addresses such as 192.168.0.23.";

    private static string? NetworkProblem(string text) =>
        IPNetwork.TryParse(text, out _) || IsAddress(text)
            ? null
            : $"'{text}' is not an address or network. Give an address, or the first address of a network with its prefix length (192.168.0.0/16).";

    // .NET reads '1', '10.1' and, as octal, '010.0.0.1' too; what agents report is never written like that
    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);
}
