using System.Buffers;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Query;
using CsCheck;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>The emulator's own walk over a message against the code generated from the .proto file.</summary>
public class WireTests
{
    private static readonly Gen<LogGroup> s_group =
        Gen.Select(
            Gen.Select(Gen.UInt, Gen.Select(Gen.String, Gen.String).Array[0, 4], Gen.UInt[0, 2_000_000_000]).Array[0, 5],
            Gen.String, Gen.String, Gen.Select(Gen.String, Gen.String).Array[0, 3],
            (logs, topic, source, tags) =>
            {
                LogGroup group = new() { Topic = Valid(topic), Source = Valid(source) };
                foreach ((uint time, (string, string)[] contents, uint nanoseconds) in logs)
                {
                    Log log = new() { Time = time };
                    if (nanoseconds < 1_000_000_000)
                    {
                        log.TimeNs = nanoseconds;
                    }
                    log.Contents.AddRange(contents.Select(c => new Log.Types.Content { Key = Valid(c.Item1), Value = Valid(c.Item2) }));
                    group.Logs.Add(log);
                }
                group.LogTags.AddRange(tags.Select(tag => new LogTag { Key = Valid(tag.Item1), Value = Valid(tag.Item2) }));
                return group;
            });

    [Fact]
    public void Walk_reads_what_the_generated_code_wrote()
    {
        s_group.Sample(group =>
        {
            LogGroupLayout layout = SampleLog.Layout(group);
            Assert.Equal((group.Topic, group.Source, group.Logs.Count), (layout.Topic, layout.Source, layout.LogCount));
            Assert.Equal(group.LogTags.Select(tag => (tag.Key, tag.Value)), layout.Tags.Select(tag => (tag.Key, tag.Value)));
            for (int i = 0; i < layout.LogCount; i++)
            {
                List<(string, string)> contents = [];
                LogFields fields = new(layout.Log(i));
                while (fields.Next())
                {
                    contents.Add((Utf8Text.String(fields.Key), Utf8Text.String(fields.Value)));
                }
                Log log = group.Logs[i];
                Assert.Equal(log.Contents.Select(content => (content.Key, content.Value)), contents);
                Assert.Equal((log.Time, log.HasTimeNs ? log.TimeNs : null), (fields.Time, fields.Nanoseconds));
            }
        });
    }

    [Fact]
    public void Damaged_message_is_read_or_refused_and_nothing_else()
    {
        Gen.Select(s_group, Gen.Int[0, 1_000_000], Gen.Byte, Gen.Bool).Sample((group, place, value, cut) =>
        {
            byte[] bytes = [.. group.ToByteArray(), 0x0A, 2, 8, 1];
            if (cut)
            {
                bytes = bytes[..(place % bytes.Length)];
            }
            else
            {
                bytes[place % bytes.Length] = value;
            }
            // what the walk takes, the generated code takes too
            return !Walks(bytes) || Parses(bytes);
        });
    }

    [Theory]
    // found by fuzzing: the strings that come twice are ff, then k or v
    [InlineData("0a10" + "08d983e2b106" + "1208" + "0a01ff" + "0a016b" + "1200")]
    [InlineData("0a10" + "08d983e2b106" + "1208" + "0a00" + "1201ff" + "120176")]
    [InlineData("0a06" + "08d983e2b106" + "3208" + "0a01ff" + "0a016b" + "1200")]
    public void Repeated_string_that_is_not_UTF8_is_refused_even_where_another_one_takes_its_place(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.False(Parses(bytes));
        SlsException refused = Assert.Throws<SlsException>(() => LogGroupValidator.Validate(bytes, 1_714_979_289));
        Assert.Equal((400, "PostBodyInvalid"), (refused.Error.Status, refused.Error.Code));
    }

    [Fact]
    public void Added_tag_becomes_part_of_the_group()
    {
        LogGroup group = new SampleLog(("a", "b")) { Tags = [("first", "1")] }.ToGroup();
        System.Buffers.ArrayBufferWriter<byte> bytes = new();
        bytes.Write(group.ToByteArray());
        WireWriter.WriteTag(bytes, "second", new string('x', 300));
        LogGroup read = LogGroup.Parser.ParseFrom(bytes.WrittenSpan);
        Assert.Equal([("first", "1"), ("second", new string('x', 300))], read.LogTags.Select(tag => (tag.Key, tag.Value)));
    }

    private static bool Walks(byte[] bytes)
    {
        try
        {
            LogGroupLayout layout = LogGroupLayout.Read(bytes);
            for (int i = 0; i < layout.LogCount; i++)
            {
                LogFields fields = new(layout.Log(i));
                while (fields.Next())
                {
                    if (!Utf8Text.IsValid(fields.Key) || !Utf8Text.IsValid(fields.Value))
                    {
                        return false;
                    }
                }
                if (fields.Time is null)
                {
                    return false;
                }
            }
            return true;
        }
        catch (Exception e) when (e is WireFormatException or System.Text.DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool Parses(byte[] bytes)
    {
        try
        {
            return LogGroup.Parser.ParseFrom(bytes).IsInitialized();
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>Single surrogates, which no UTF-8 text has, replaced.</summary>
    private static string Valid(string text)
    {
        return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
