using System.Text.Json.Nodes;
using AliLogOps.Setup.Hosts;

namespace AliLogOps.Setup.Tests.Hosts;

public class AgentParameterFileTests
{
    private static readonly HostFileOptions s_options = new() { Identifiers = ["logtail-id-dev"] };

    // The layouts on which an edit by pattern breaks the file or misses the key.
    public static TheoryData<string> Layouts { get; } =
    [
        """
        {
            "config_server_address" : "http://logtail.cn-hangzhou-intranet.log.aliyuncs.com",
            "streamlog_open" : false,
            "streamlog_pool_size_in_mb" : 50,
            "streamlog_formats":[],
            "streamlog_tcp_port" : 11111
        }
        """,
        """
        {
            "config_server_address": "http://logtail.cn-hangzhou-intranet.log.aliyuncs.com",
            "streamlog_open" : false
        }
        """,
        """{"config_server_address":"http://logtail.cn-hangzhou-intranet.log.aliyuncs.com","streamlog_open": false}""",
        """
        {
            "primary_region": "cn-hangzhou",
            "config_servers": ["http://logtail.cn-hangzhou-intranet.log.aliyuncs.com"]
        }
        """,
        """{"streamlog_open":"true","streamlog_tcp_port":"5514"}""",
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Stream_input_is_switched_on_in_every_layout_and_other_keys_stay(string existing)
    {
        HostFile file = AgentParameterFile.Create(s_options with { ExistingParameters = existing });

        JsonObject merged = Assert.IsType<JsonObject>(JsonNode.Parse(file.Content));
        Assert.True(merged["streamlog_open"]!.GetValue<bool>());
        Assert.Equal(11111, merged["streamlog_tcp_port"]!.GetValue<int>());
        Assert.Equal("127.0.0.1", merged["streamlog_tcp_addr"]!.GetValue<string>());
        foreach (KeyValuePair<string, JsonNode?> entry in JsonNode.Parse(existing)!.AsObject().Where(entry => !entry.Key.StartsWith("streamlog_", StringComparison.Ordinal)))
        {
            Assert.Equal(entry.Value!.ToJsonString(), merged[entry.Key]!.ToJsonString());
        }
    }

    [Fact]
    public void The_first_line_is_the_brace_alone_because_the_installer_inserts_behind_it() =>
        Assert.StartsWith("{\n", AgentParameterFile.Create(s_options).Content, StringComparison.Ordinal);

    [Fact]
    public void A_second_merge_changes_nothing()
    {
        string once = AgentParameterFile.Create(s_options with { Structured = StructuredMessage.SpringBoot }).Content;
        string twice = AgentParameterFile.Create(s_options with { Structured = StructuredMessage.SpringBoot, ExistingParameters = once }).Content;
        Assert.Equal(once, twice);
    }

    [Fact]
    public void A_format_of_its_own_names_the_built_in_fields_and_then_its_own_and_keeps_other_formats()
    {
        string existing = """{"streamlog_formats":[{"version":"2.9","fields":["a"]},{"version":"2.1","fields":["old"]}]}""";
        string content = AgentParameterFile.Create(s_options with { Structured = StructuredMessage.SpringBoot, ExistingParameters = existing }).Content;

        JsonArray formats = JsonNode.Parse(content)!["streamlog_formats"]!.AsArray();
        Assert.Equal(["2.9", "2.1"], formats.Select(format => format!["version"]!.ToString()));
        Assert.Equal(
            ["hostname", "pri-text", "protocol-version", "app-name", "procid", "msgid", "date", "time", "level", "process-id", "thread-name", "logger-name"],
            formats[1]!["fields"]!.AsArray().Select(name => name!.ToString()));
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n}", "line 3")]
    [InlineData("[]", "no object")]
    public void Text_that_is_no_JSON_object_is_refused_with_the_place(string existing, string expected)
    {
        FormatException exception = Assert.Throws<FormatException>(() => AgentParameterFile.Create(s_options with { ExistingParameters = existing }));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
