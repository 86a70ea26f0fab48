namespace AliLogOps.Client.Tests;

public class PlainPairTests
{
    public static TheoryData<int, int> Lengths
    {
        get
        {
            TheoryData<int, int> lengths = [];
            foreach (int name in new[] { 1, 5, 127, 128, 300 })
            {
                foreach (int value in new[] { 0, 1, 127, 128, 16_383, 16_384, 70_000 })
                {
                    lengths.Add(name, value);
                }
            }

            return lengths;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_is_read_whether_the_form_is_the_plain_one_or_not(int name, int value)
    {
        LogItem log = new() { UnixTime = 1, Contents = [new(new string('n', name), new string('v', value)), new("next", "one")] };
        byte[] bytes = new byte[LogGroupWriter.Measure(new LogGroup { Logs = [log] })];
        LogGroupWriter.Write(new LogGroup { Logs = [log] }, bytes);

        Assert.Equal(log.Contents, Assert.Single(LogGroupReader.Read(bytes).Logs).Contents);
        GroupLayout group = new();
        group.Read(bytes, new(0, bytes.Length));
        LogLayout layout = new();
        layout.Read(bytes, Assert.Single(group.Logs));
        Assert.Equal([name, 4], layout.Fields.Select(field => field.Name.Length));
        Assert.Equal([value, 3], layout.Fields.Select(field => field.Value.Length));
    }

    [Theory]
    [InlineData("0A016112", false)]
    [InlineData("0A01611200", true)]
    [InlineData("0A0161120176", true)]
    [InlineData("0A016112017600", false)]
    [InlineData("0A0161120276", false)]
    [InlineData("120176 0A0161", false)]
    [InlineData("0A01611A0176", false)]
    [InlineData("0A7F6112", false)]
    [InlineData("0A00120176", true)]
    [InlineData("0A01611280", false)]
    [InlineData("0A0161128080", false)]
    [InlineData("0A01611281007600", false)]
    [InlineData("0A", false)]
    [InlineData("", false)]
    public void Only_what_has_the_form_to_its_end_is_taken_for_it(string hex, bool expected) =>
        Assert.Equal(expected, PlainPair.Is(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), out _, out _));
}
