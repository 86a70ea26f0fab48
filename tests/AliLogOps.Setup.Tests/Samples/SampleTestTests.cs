using System.Text.Json.Nodes;
using AliLogOps.Setup.Samples;

namespace AliLogOps.Setup.Tests.Samples;

public class SampleTestTests
{
    private const string Nginx = """
        {"logType":"common_reg_log","logBeginRegex":".*","regex":"(\\S+) - (\\S+) \\[([^\\]]*)\\] \"(\\w+) ([^\"]*)\" (\\d+) (\\d+)","key":["ip","user","time","method","url","status","bytes"],"timeFormat":"%d/%b/%Y:%H:%M:%S %z"}
        """;

    [Fact]
    public void A_pattern_gives_its_groups_as_fields_and_the_time()
    {
        SampleEntry entry = Single("file", Nginx, "10.0.0.1 - - [17/Dec/2018:10:06:44 +0800] \"GET /tasks HTTP/1.1\" 200 512");

        Assert.True(entry.Matched, entry.Reason);
        Assert.Equal(["10.0.0.1", "-", "17/Dec/2018:10:06:44 +0800", "GET", "/tasks HTTP/1.1", "200", "512"], entry.Fields.Select(field => field.Value));
        Assert.Equal(new DateTimeOffset(2018, 12, 17, 10, 6, 44, TimeSpan.FromHours(8)), entry.Time);
    }

    [Theory]
    [InlineData("10.0.0.1 - - [17/Dec/2018:10:06:44 +0800] \"GET /tasks HTTP/1.1\" abc 512", "(\\d+)", 64)]
    [InlineData("10.0.0.1 - - 17/Dec/2018", "\\[", 13)]
    [InlineData("10.0.0.1 - - [17/Dec/2018:10:06:44 +0800] \"GET /tasks HTTP/1.1\" 200 512 more", "", 71)]
    public void A_line_that_fails_says_which_part_of_the_pattern_and_where(string line, string part, int at)
    {
        SampleEntry entry = Single("file", Nginx, line);
        Assert.False(entry.Matched);
        Assert.Equal(part, entry.FailedPart);
        Assert.Equal(at, entry.FailedAt);
        Assert.NotEmpty(entry.Reason);
    }

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_stopped_and_named()
    {
        SampleEntry entry = Single("file", """{"logType":"common_reg_log","regex":"((a+)+)+b","key":["x","y"]}""", new string('a', 40));
        Assert.False(entry.Matched);
        Assert.Contains("backtracks", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_begin_pattern_that_backtracks_without_end_is_told_at_its_line_and_the_others_are_tried()
    {
        SampleEntry[] entries = [.. SampleTest.Run("file", (JsonObject)JsonNode.Parse("""{"logType":"common_reg_log","logBeginRegex":"((a+)+)+b|x","regex":"(.*)","key":["content"]}""")!, ["x", new string('a', 40), "x"])];
        Assert.Equal([(1, true), (2, false), (3, true)], entries.Select(entry => (entry.Line, entry.Matched)));
        Assert.Contains("backtracks", entries[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":"ää",b}""", 10)]
    [InlineData("{\"a\":1,\n\"中\":x}", 12)]
    public void Where_JSON_ends_is_counted_in_characters(string line, int at) =>
        Assert.Equal(at, Single("file", """{"logType":"json_log"}""", line).FailedAt);

    [Theory]
    [InlineData("""{"logType":"common_reg_log","regex":"(a","key":["x"]}""", "not valid")]
    [InlineData("""{"logType":"common_reg_log","regex":"(a)(b)","key":["x"]}""", "2 group(s)")]
    [InlineData("""{"logType":"common_reg_log","regex":"(a)"}""", "key list")]
    [InlineData("""{"logType":"json_log","timeKey":"t","timeFormat":"%q"}""", "%q")]
    [InlineData("""{"logType":"json_log","timeFormat":"%Y","adjustTimezone":true,"logTimezone":"CET"}""", "GMT+08:00")]
    [InlineData("""{"logType":"json_log","timeFormat":"%Y","adjustTimezone":true,"logTimezone":"GMT+99:00"}""", "GMT+99:00")]
    [InlineData("""{"logType":"json_log","timeFormat":"%Y-%j"}""", "'%j', which cannot be tried here")]
    public void A_config_that_cannot_work_is_refused_with_the_reason(string detail, string expected)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Single("file", detail, "x"));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_with_an_offset_that_no_zone_has_is_told_and_does_not_end_the_test()
    {
        SampleEntry entry = Single("file", """{"logType":"json_log","timeKey":"t","timeFormat":"%Y-%m-%d %z"}""", """{"t":"2026-11-23 +9959"}""");
        Assert.Null(entry.Time);
        Assert.Contains("14 hours", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_only_the_agent_can_parse_says_so() =>
        Assert.Throws<NotSupportedException>(() => Single("plugin", """{"plugin":{}}""", "x"));

    [Fact]
    public void Lines_that_do_not_begin_a_log_belong_to_the_one_before()
    {
        const string Detail = """{"logType":"common_reg_log","logBeginRegex":"\\d+-\\d+-\\d+ .*","regex":"(\\S+) ([\\s\\S]*)","key":["date","text"]}""";
        SampleEntry[] entries = [.. Run("file", Detail, "2018-12-17 failed", "\tat a.b.C", "\tat d.e.F", "2018-12-18 fine")];

        Assert.Equal([1, 4], entries.Select(entry => entry.Line));
        Assert.Equal("failed\n\tat a.b.C\n\tat d.e.F", entries[0].Fields[1].Value);
    }

    [Theory]
    [InlineData("a,b,c", false, new[] { "a", "b", "c" })]
    [InlineData("\"a,b\",c,\"d \"\"e\"\"\"", false, new[] { "a,b", "c", "d \"e\"" })]
    [InlineData("a,,", false, new[] { "a", "", "" })]
    [InlineData("a,b,c,d", true, new[] { "a", "b", "c", "d" })]
    [InlineData("a,b,c,d", false, new[] { "a", "b", "c,d" })]
    public void Columns_are_split_at_separators_outside_of_quotes(string line, bool extend, string[] expected)
    {
        string detail = """{"logType":"delimiter_log","separator":",","quote":"\"","key":["x","y","z"],"autoExtend":EXTEND}""".Replace("EXTEND", extend ? "true" : "false", StringComparison.Ordinal);
        SampleEntry entry = Single("file", detail, line);
        Assert.True(entry.Matched, entry.Reason);
        Assert.Equal(expected, entry.Fields.Select(field => field.Value));
    }

    [Theory]
    [InlineData("a,b", "2 column(s)")]
    [InlineData("a,\"b,c", "not closed")]
    public void Columns_that_do_not_fit_say_why(string line, string expected) =>
        Assert.Contains(expected, Single("file", """{"logType":"delimiter_log","separator":",","quote":"\"","key":["x","y","z"]}""", line).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_members_of_a_JSON_object_are_the_fields_and_nested_values_stay_text()
    {
        SampleEntry entry = Single("file", """{"logType":"json_log","timeKey":"t","timeFormat":"%Y-%m-%dT%H:%M:%S.%f%z"}""", """{"t":"2026-11-23T10:00:00.25+00:00","n":1.50,"o":{"a":[1]}}""");
        Assert.Equal(["2026-11-23T10:00:00.25+00:00", "1.50", "{\"a\":[1]}"], entry.Fields.Select(field => field.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, 250, TimeSpan.Zero), entry.Time);
    }

    [Theory]
    [InlineData("""{"a":""", "not valid JSON")]
    [InlineData("[1]", "not an object")]
    public void Text_that_is_no_JSON_object_says_why(string line, string expected) =>
        Assert.Contains(expected, Single("file", """{"logType":"json_log"}""", line).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_stream_line_keeps_the_blank_in_front_of_its_message()
    {
        SampleEntry entry = Single("syslog", """{"tag":"sys_tag"}""", "0.1 sys_tag 1795478147 127.0.0.1 host daemon.info 0 todo-list 705 -  hello  there");
        Assert.Equal("todo-list", entry.Fields.Single(field => field.Key == "app-name").Value);
        Assert.Equal(" hello  there", entry.Fields[^1].Value);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795478147), entry.Time);
    }

    [Theory]
    [InlineData("0.1 Sys_tag 1 127.0.0.1 h p 0 a 1 -  m", "drops the line")]
    [InlineData("0.1 sys_tag x 127.0.0.1 h p 0 a 1 -  m", "whole seconds")]
    [InlineData("2.1 sys_tag 1 127.0.0.1 h p 0 a 1 -  m", "format version")]
    [InlineData("0.1 sys_tag 1 127.0.0.1 h p 0", "7 word(s)")]
    public void A_stream_line_the_agent_would_drop_says_why(string line, string expected) =>
        Assert.Contains(expected, Single("syslog", """{"tag":"sys_tag"}""", line).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("%b %e %H:%M:%S", "Dec  7 10:06:44", 12, 7)]
    [InlineData("%m/%d/%y %I:%M:%S %p", "12/07/18 10:06:44 AM", 12, 7)]
    [InlineData("%F %T", "2018-12-07 10:06:44", 12, 7)]
    public void Times_are_read_in_the_formats_logs_use(string format, string text, int month, int day)
    {
        SampleEntry entry = Single("file", """{"logType":"delimiter_log","separator":"|","key":["time"],"timeFormat":"FORMAT","adjustTimezone":true,"logTimezone":"GMT+08:00"}""".Replace("FORMAT", format, StringComparison.Ordinal), text);
        Assert.Empty(entry.Reason);
        Assert.Equal((month, day, 10, 6, 44), (entry.Time!.Value.Month, entry.Time.Value.Day, entry.Time.Value.Hour, entry.Time.Value.Minute, entry.Time.Value.Second));
        Assert.Equal(TimeSpan.FromHours(8), entry.Time.Value.Offset);
    }

    [Fact]
    public void A_time_that_does_not_follow_the_format_says_where()
    {
        SampleEntry entry = Single("file", """{"logType":"delimiter_log","separator":"|","key":["time"],"timeFormat":"%Y-%m-%d"}""", "2018/12/07");
        Assert.True(entry.Matched);
        Assert.Null(entry.Time);
        Assert.Contains("character 4", entry.Reason, StringComparison.Ordinal);
    }

    private static SampleEntry Single(string inputType, string detail, string line) => Assert.Single(Run(inputType, detail, line));

    private static IEnumerable<SampleEntry> Run(string inputType, string detail, params string[] lines) =>
        SampleTest.Run(inputType, JsonNode.Parse(detail)!.AsObject(), lines);
}
