using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StreamLogParserTests
{
    private const string Head = "0.1 sys_tag 1700000000 10.1.2.3 web-1 daemon.info 0 todo-list 705 -";
    private const string HeadFields = "hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-";

    [Fact]
    public void A_line_of_version_0_1_gives_its_six_fields_and_the_message()
    {
        ParsedLine line = ParsedLine.Parse(Head + " hello world");
        Assert.Equal(new ParsedLine(StreamLogVerdict.Log, "0.1", "sys_tag", 1700000000, "10.1.2.3", HeadFields, "hello world"), line);
    }

    [Theory]
    [InlineData("  hello", " hello")]
    [InlineData("   hello", "  hello")]
    [InlineData(" hello ", "hello ")]
    [InlineData(" a  b   c", "a  b   c")]
    [InlineData("  ", " ")]
    [InlineData(" ", "")]
    [InlineData("", "")]
    [InlineData(" 0.1 sys_tag 1 10.0.0.9 h p 0 a 1 - text", "0.1 sys_tag 1 10.0.0.9 h p 0 a 1 - text")]
    [InlineData(" #011tab and #012", "#011tab and #012")]
    [InlineData(" carriage\r", "carriage\r")]
    [InlineData(" 中文 ü", "中文 ü")]
    public void Everything_behind_the_blank_after_the_last_field_is_the_message_unchanged(string rest, string message)
    {
        ParsedLine line = ParsedLine.Parse(Head + rest);
        Assert.Equal((StreamLogVerdict.Log, HeadFields, message), (line.Verdict, line.Fields, line.Message));
    }

    [Theory]
    [InlineData("0.1 sys_tag 1700000000  web-1 daemon.info 0 todo-list 705 - x", "", HeadFields)]
    [InlineData("0.1 sys_tag 1700000000 10.1.2.3  daemon.info 0 todo-list 705 - x", "10.1.2.3", "hostname=|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=-")]
    [InlineData("0.1 sys_tag 1700000000 10.1.2.3 web-1 daemon.info 0   - x", "10.1.2.3", "hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=|procid=|msgid=-")]
    [InlineData("0.1 sys_tag 1700000000 10.1.2.3 web-1 daemon.info 0 todo-list 705  x", "10.1.2.3", "hostname=web-1|pri-text=daemon.info|protocol-version=0|app-name=todo-list|procid=705|msgid=")]
    public void Two_blanks_mean_an_empty_token_and_shift_nothing(string text, string ip, string fields)
    {
        ParsedLine line = ParsedLine.Parse(text);
        Assert.Equal((StreamLogVerdict.Log, ip, fields, "x"), (line.Verdict, line.Ip, line.Fields, line.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("0.1")]
    [InlineData("0.1 ")]
    [InlineData("0.1 sys_tag")]
    [InlineData("0.1 sys_tag 1700000000")]
    [InlineData("0.1 sys_tag 1700000000 ")]
    [InlineData("0.1 sys_tag 1700000000 10.1.2.3")]
    [InlineData("0.1 sys_tag 1700000000 10.1.2.3 web-1 daemon.info 0 todo-list 705")]
    public void A_line_that_ends_before_its_last_field_has_too_few_tokens(string text)
    {
        Assert.Equal(StreamLogVerdict.TooFewTokens, ParsedLine.Parse(text).Verdict);
    }

    [Fact]
    public void A_line_that_ends_with_the_blank_before_its_last_field_has_that_field_empty()
    {
        ParsedLine line = ParsedLine.Parse("0.1 sys_tag 1700000000 10.1.2.3 web-1 daemon.info 0 todo-list 705 ");
        Assert.Equal((StreamLogVerdict.Log, ""), (line.Verdict, line.Message));
        Assert.EndsWith("|procid=705|msgid=", line.Fields, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2")]
    [InlineData("1.1")]
    [InlineData("2.1")]
    [InlineData("0.1x")]
    [InlineData("")]
    [InlineData("<30>Nov")]
    [InlineData("102")]
    public void An_unknown_first_token_is_named(string version)
    {
        ParsedLine line = ParsedLine.Parse($"{version} sys_tag 1700000000 10.1.2.3 a b c d e f g");
        Assert.Equal((StreamLogVerdict.UnknownVersion, version), (line.Verdict, line.Version));
    }

    [Theory]
    [InlineData("0", 0u)]
    [InlineData("1", 1u)]
    [InlineData("0001700000000", 1700000000u)]
    [InlineData("4294967295", uint.MaxValue)]
    public void A_decimal_time_of_32_bits_is_taken(string time, uint seconds)
    {
        ParsedLine line = ParsedLine.Parse($"0.1 t {time} i h p 0 a 1 - m");
        Assert.Equal((StreamLogVerdict.Log, seconds), (line.Verdict, line.Time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4294967296")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1e9")]
    [InlineData("0x10")]
    [InlineData("1,700")]
    [InlineData("12a")]
    [InlineData("Nov")]
    [InlineData("١٢")]
    public void Any_other_time_is_bad(string time)
    {
        Assert.Equal(StreamLogVerdict.BadTime, ParsedLine.Parse($"0.1 t {time} i h p 0 a 1 - m").Verdict);
    }

    [Fact]
    public void Formats_of_the_user_have_their_own_fields_and_none_at_all_if_they_say_so()
    {
        StreamLogFormatTable formats = StreamLogFormatTable.Create(
            [new StreamLogFormat("2.1", ["level", "method"]), new StreamLogFormat("2.2", []), new StreamLogFormat("2.3", ["a", "b", "c"])]);
        Assert.Equal(
            new ParsedLine(StreamLogVerdict.Log, "2.1", "tag", 7, "10.9.8.7", "level=ERROR|method=com.App.main(App.java:17)", "connection refused, retry"),
            ParsedLine.Parse("2.1 tag 7 10.9.8.7 ERROR com.App.main(App.java:17) connection refused, retry", formats));
        Assert.Equal(
            new ParsedLine(StreamLogVerdict.Log, "2.2", "tag", 7, "10.9.8.7", "", " hello"),
            ParsedLine.Parse("2.2 tag 7 10.9.8.7  hello", formats));
        Assert.Equal(
            new ParsedLine(StreamLogVerdict.Log, "2.2", "tag", 7, "10.9.8.7", "", ""),
            ParsedLine.Parse("2.2 tag 7 10.9.8.7", formats));
        Assert.Equal(
            new ParsedLine(StreamLogVerdict.Log, "2.2", "tag", 7, "", "", ""),
            ParsedLine.Parse("2.2 tag 7 ", formats));
        Assert.Equal(
            new ParsedLine(StreamLogVerdict.Log, "2.3", "tag", 7, "i", "a=daemon.info|b=-|c=", ""),
            ParsedLine.Parse("2.3 tag 7 i daemon.info -  ", formats));
        Assert.Equal(StreamLogVerdict.TooFewTokens, ParsedLine.Parse("2.3 tag 7 i daemon.info -", formats).Verdict);
        Assert.Equal(StreamLogVerdict.TooFewTokens, ParsedLine.Parse("2.2 tag 7", formats).Verdict);
    }
}
