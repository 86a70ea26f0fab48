using AliLogOps.Emulator.Agents.StreamLog;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StreamLogFormatTableTests
{
    [Theory]
    [InlineData("0.1")]
    [InlineData("0.7")]
    [InlineData("1.1")]
    public void An_entry_for_a_reserved_version_has_no_effect_and_warns(string version)
    {
        StreamLogFormatTable table = StreamLogFormatTable.Create([new StreamLogFormat(version, []), new StreamLogFormat("2.1", ["level"])]);
        Assert.Contains($"'{version}' is reserved", Assert.Single(table.Warnings), StringComparison.Ordinal);
        Assert.Equal(["0.1", "2.1"], table.Formats.Select(format => format.Version));
        Assert.Equal(LineText.Fields, table.Find("0.1"u8)!.Fields);
    }

    [Theory]
    [InlineData("msg", "reserved")]
    [InlineData("__time__", "reserved")]
    [InlineData("a b", "without blanks")]
    [InlineData("", "without blanks")]
    [InlineData("level", "twice")]
    public void A_field_name_that_cannot_be_stored_is_refused_with_its_name(string name, string reason)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => StreamLogFormatTable.Create([new StreamLogFormat("2.1", ["level", name])]));
        Assert.Contains($"'{name}' of stream log version '2.1'", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 1")]
    [InlineData("2.1\n")]
    public void A_version_that_is_not_one_word_is_refused(string version)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => StreamLogFormatTable.Create([new StreamLogFormat(version, [])]));
        Assert.Contains($"version '{version}' cannot be used", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_given_twice_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => StreamLogFormatTable.Create([new StreamLogFormat("2.1", []), new StreamLogFormat("2.1", ["a"])]));
        Assert.Contains("'2.1' is given twice", error.Message, StringComparison.Ordinal);
    }
}
