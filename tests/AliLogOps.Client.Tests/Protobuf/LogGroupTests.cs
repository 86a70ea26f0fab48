using System.Text;
using CsCheck;

namespace AliLogOps.Client.Tests;

public class LogGroupTests
{
    private static readonly byte[] s_golden = Convert.FromHexString(SignatureInputs.LogGroupHex);

    private static readonly LogGroup s_goldenGroup = new()
    {
        Topic = "t1",
        Source = "127.0.0.1",
        Tags = [new("tag1", "v1")],
        Logs = [new LogItem { UnixTime = 1714979289, Contents = [new("TestKey", "TestContent")] }],
    };

    // random text without lone surrogates, which UTF-8 cannot hold
    private static readonly Gen<string> s_text = Gen.String.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static readonly Gen<KeyValuePair<string, string>> s_pair = Gen.Select(s_text, s_text, (key, value) => new KeyValuePair<string, string>(key, value));

    private static readonly Gen<LogItem> s_log = Gen.Select(
        Gen.UInt, Gen.Int[-1, 999_999_999], s_pair.List[0, 10],
        (time, nanosecond, contents) => new LogItem { UnixTime = time, Nanosecond = nanosecond < 0 ? null : nanosecond, Contents = contents });

    private static readonly Gen<LogGroup> s_group = Gen.Select(
        s_text, s_text, s_text, s_pair.List[0, 4], s_log.List[0, 10],
        (topic, source, uuid, tags, logs) => new LogGroup { Topic = topic, Source = source, MachineUuid = uuid, Tags = tags, Logs = logs });

    [Fact]
    public void Writes_the_golden_bytes()
    {
        Assert.Equal(s_golden, Write(s_goldenGroup));
        using LogGroupBody body = LogGroupBody.Create(s_goldenGroup);
        Assert.Equal(59, body.RawLength);
    }

    [Fact]
    public void Reads_the_golden_bytes() => AssertSame(s_goldenGroup, LogGroupReader.Read(s_golden));

    [Fact]
    public void Reads_what_it_wrote() => s_group.Sample(group => AssertSame(group, LogGroupReader.Read(Write(group))));

    [Fact]
    public void Reads_a_list_of_what_it_wrote() => s_group.List[0, 5].Sample(groups =>
    {
        List<LogGroup> read = LogGroupReader.ReadList(List(groups.Select(Write)));
        Assert.Equal(groups.Count, read.Count);
        for (int i = 0; i < groups.Count; i++)
        {
            AssertSame(groups[i], read[i]);
        }
    });

    [Fact]
    public void Measures_what_it_writes() => s_group.Sample(group => Assert.Equal(LogGroupWriter.Measure(group), LogGroupWriter.Write(group, new byte[LogGroupWriter.Measure(group)])));

    [Fact]
    public void Bears_any_bytes() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        try
        {
            LogGroupReader.ReadList(bytes);
        }
        catch (InvalidDataException)
        {
        }
    });

    [Fact]
    public void Bears_any_damage_to_good_bytes() => Gen.Select(s_group, Gen.Int, Gen.Byte, Gen.Bool).Sample((group, at, value, cut) =>
    {
        byte[] bytes = List([Write(group)]);
        int position = (int)((uint)at % (uint)bytes.Length);
        bytes[position] = value;
        try
        {
            LogGroupReader.ReadList(cut ? bytes.AsSpan(0, position) : bytes);
        }
        catch (InvalidDataException)
        {
        }
    });

    [Theory]
    [InlineData("08", "ends too early")]
    [InlineData("0aff", "ends too early")]
    [InlineData("0a05aa", "longer than the message")]
    [InlineData("0affffffff0f", "longer than the message")]
    [InlineData("08ffffffffffffffffffff01", "longer than ten bytes")]
    [InlineData("0000", "impossible number")]
    [InlineData("0c", "wire type 4")]
    [InlineData("0e", "wire type 6")]
    [InlineData("0b", "does not end")]
    [InlineData("0b14", "ends that did not begin")]
    [InlineData("0a020a00", "no time")]
    [InlineData("0a080a0608011202120", "")]
    public void Says_what_is_wrong_with_damaged_bytes(string hex, string part)
    {
        byte[] bytes = Convert.FromHexString(hex.Length % 2 == 0 ? hex : hex + "0");

        Assert.Contains(part, Assert.Throws<InvalidDataException>(() => LogGroupReader.ReadList(bytes)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9a0603616263")]
    [InlineData("980601")]
    [InlineData("9106ffffffffffffffff")]
    [InlineData("9d06ffffffff")]
    [InlineData("1203616263")]
    [InlineData("9b0608019c06")]
    [InlineData("9b06a306a4069c06")]
    [InlineData("1801")]
    public void Passes_over_fields_it_does_not_know(string hex)
    {
        byte[] unknown = Convert.FromHexString(hex);

        AssertSame(s_goldenGroup, LogGroupReader.Read([.. unknown, .. s_golden, .. unknown]));
    }

    [Fact]
    public void Bears_groups_nested_without_end()
    {
        byte[] nested = Enumerable.Repeat((byte)0x0b, 100_000).ToArray();

        Assert.Throws<InvalidDataException>(() => LogGroupReader.ReadList(nested));
    }

    [Fact]
    public void Bears_text_that_is_no_UTF_8()
    {
        byte[] log = [0x08, 0x01, 0x12, 0x06, 0x0a, 0x01, 0x6b, 0x12, 0x01, 0xff];

        LogGroup group = LogGroupReader.Read([0x0a, (byte)log.Length, .. log]);

        Assert.Equal(new("k", "\uFFFD"), group.Logs[0].Contents[0]);
    }

    [Fact]
    public void Gives_the_same_name_the_same_string()
    {
        LogItem log = new() { UnixTime = 1, Contents = [new("name", "v")] };

        LogGroup read = LogGroupReader.Read(Write(new LogGroup { Logs = [log, log] }));

        Assert.Same(read.Logs[0].Contents[0].Key, read.Logs[1].Contents[0].Key);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000_000)]
    public void Refuses_a_nanosecond_out_of_range(int nanosecond) =>
        Assert.Throws<ArgumentException>(() => LogGroupWriter.Measure(new LogGroup { Logs = [new LogItem { Nanosecond = nanosecond }] }));

    [Fact]
    public void Refuses_a_group_the_service_would_not_take()
    {
        string megabyte = new('x', 1024 * 1024);
        LogGroup group = new() { Logs = Enumerable.Range(0, 11).Select(_ => new LogItem { Contents = [new("k", megabyte)] }).ToList() };

        Assert.Contains("Send fewer logs", Assert.Throws<ArgumentException>(() => LogGroupBody.Create(group)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_times_to_the_tick()
    {
        LogItem log = new() { UnixTime = 1714979289, Nanosecond = 123_456_789 };

        Assert.Equal(SignatureInputs.Time.AddTicks(1_234_567), log.Time);
        Assert.Equal(1714979289u, new LogItem { Time = SignatureInputs.Time.AddMilliseconds(900) }.UnixTime);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogItem { Time = DateTimeOffset.UnixEpoch.AddSeconds(-1) });
    }

    private static byte[] Write(LogGroup group)
    {
        byte[] bytes = new byte[LogGroupWriter.Measure(group)];
        LogGroupWriter.Write(group, bytes);
        return bytes;
    }

    private static byte[] List(IEnumerable<byte[]> groups)
    {
        List<byte> list = [];
        foreach (byte[] group in groups)
        {
            list.Add(0x0a);
            uint length = (uint)group.Length;
            for (; length >= 0x80; length >>= 7)
            {
                list.Add((byte)(length | 0x80));
            }

            list.Add((byte)length);
            list.AddRange(group);
        }

        return [.. list];
    }

    private static void AssertSame(LogGroup expected, LogGroup actual)
    {
        Assert.Equal((expected.Topic, expected.Source, expected.MachineUuid), (actual.Topic, actual.Source, actual.MachineUuid));
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Logs.Count, actual.Logs.Count);
        for (int i = 0; i < expected.Logs.Count; i++)
        {
            Assert.Equal((expected.Logs[i].UnixTime, expected.Logs[i].Nanosecond), (actual.Logs[i].UnixTime, actual.Logs[i].Nanosecond));
            Assert.Equal(expected.Logs[i].Contents, actual.Logs[i].Contents);
        }
    }
}
