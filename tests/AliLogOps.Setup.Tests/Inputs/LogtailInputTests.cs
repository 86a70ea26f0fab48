namespace AliLogOps.Setup.Tests.Inputs;

public sealed class LogtailInputTests
{
    private static readonly FileInput s_file = new() { LogPath = "/var/log/app", FilePattern = "*.log" };

    [Fact]
    public void Each_kind_has_the_members_the_service_needs()
    {
        Assert.Equal(("common_reg_log", "(.*)", ".*"), Get(LogtailInput.Simple(s_file), "logType", "regex", "logBeginRegex"));
        Assert.Equal(("common_reg_log", "(\\d+) (.*)", "%Y"), Get(LogtailInput.FullRegex(s_file, "(\\d+) (.*)", ["time", "msg"], timeFormat: "%Y"), "logType", "regex", "timeFormat"));
        Assert.Equal(("delimiter_log", "|", "\u0001"), Get(LogtailInput.Delimiter(s_file, "|", ["a", "b"]), "logType", "separator", "quote"));
        Assert.Equal(("json_log", "t", "%s"), Get(LogtailInput.Json(s_file, "t", "%s"), "logType", "timeKey", "timeFormat"));
    }

    [Fact]
    public void What_is_not_said_about_files_is_left_to_the_service()
    {
        var plain = LogtailInput.Json(s_file);
        var full = LogtailInput.Json(s_file with { TopicFormat = "group_topic", FileEncoding = "gbk", MaxDepth = 3, KeepUnmatched = true });

        Assert.DoesNotContain("maxDepth", plain.Keys);
        Assert.Equal(("group_topic", "gbk", 3, false), (full["topicFormat"], full["fileEncoding"], full["maxDepth"], full["discardUnmatch"]));
    }

    [Theory]
    [InlineData("(\\d+)", "a,b", "has 1 groups, but 2 fields")]
    [InlineData("(\\d+", "a", "is not a regular expression")]
    [InlineData("(\\d+) (.*)", "a,a", "named more than once")]
    public void A_pattern_that_cannot_fit_its_fields_is_refused(string pattern, string fields, string part) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(() => LogtailInput.FullRegex(s_file, pattern, fields.Split(','))).Message, StringComparison.Ordinal);

    [Fact]
    public void Further_mistakes_are_refused_with_the_value()
    {
        Fails("'log/app' is not absolute", () => LogtailInput.Json(s_file with { LogPath = "log/app" }));
        Fails("'a/*.log' holds a folder", () => LogtailInput.Json(s_file with { FilePattern = "a/*.log" }));
        Fails("'||||' must have 1 to 3", () => LogtailInput.Delimiter(s_file, "||||", ["a"]));
        Fails("'t', is not among the fields", () => LogtailInput.Delimiter(s_file, ",", ["a"], timeKey: "t", timeFormat: "%Y"));
        Fails("only the field was given", () => LogtailInput.Json(s_file, timeKey: "t"));
        Fails("reads the field 'time'", () => LogtailInput.FullRegex(s_file, "(.*)", ["a"], timeFormat: "%Y"));
        Fails("'inputs' has 0 elements", () => LogtailInput.Plugin(new Dictionary<string, object?>()));
        Fails("has no 'Type'", () => LogtailInput.Pipeline(Steps(new Dictionary<string, object?>()), "h", "r"));

        static void Fails(string part, Action action) => Assert.Contains(part, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_without_flusher_gets_one_to_the_service()
    {
        var detail = LogtailInput.Pipeline(Steps(new Dictionary<string, object?> { ["Type"] = "input_file" }), "cn-hangzhou.log.aliyuncs.com", "cn-hangzhou");

        var flusher = (IReadOnlyDictionary<string, object?>)((IReadOnlyList<object?>)detail["flushers"]!)[0]!;
        Assert.Equal(("flusher_sls", "cn-hangzhou.log.aliyuncs.com", "cn-hangzhou"), Get(flusher, "Type", "Endpoint", "Region"));
    }

    private static Dictionary<string, object?> Steps(Dictionary<string, object?> input) => new() { ["inputs"] = new List<object?> { input } };

    private static (object?, object?, object?) Get(IReadOnlyDictionary<string, object?> detail, string one, string two, string three) => (detail[one], detail[two], detail[three]);
}
