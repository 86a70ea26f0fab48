using AliLogOps.Emulator.Logs.Storage;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Protos;
using CsCheck;
using Google.Protobuf;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Changed logs and groups against the code generated from the .proto file.</summary>
public class LogEditTests
{
    private static readonly Gen<KeyValuePair<string, string>[]> s_contents = Gen.Select(Gen.Char["abcd"], Gen.String[Gen.Char["xé中 "], 0, 200], (key, value) => KeyValuePair.Create(key.ToString(), value)).Array[0, 6];

    private static readonly Gen<Log> s_log = Gen.Select(s_contents, Gen.UInt, Gen.UInt[0, 5], (contents, time, nanoseconds) =>
    {
        Log log = new() { Time = time };
        if (nanoseconds > 0)
        {
            log.TimeNs = nanoseconds;
        }
        log.Contents.AddRange(contents.Select(content => new Log.Types.Content { Key = content.Key, Value = content.Value }));
        return log;
    });

    [Fact]
    public void An_edit_sets_its_keys_and_leaves_or_takes_the_others()
    {
        Gen.Select(s_log, s_contents, Gen.Bool).Sample((log, contents, full) =>
        {
            KeyValuePair<string, string>[] data = [.. contents.DistinctBy(content => content.Key)];
            Log changed = Log.Parser.ParseFrom(new LogEdit(data, full).Apply(log.ToByteArray()));
            Assert.Equal((log.Time, log.HasTimeNs, log.TimeNs), (changed.Time, changed.HasTimeNs, changed.TimeNs));
            Dictionary<string, string> set = data.ToDictionary();
            // keys keep their places, new ones follow; what is set is there once
            List<(string, string)> expected = [];
            foreach (Log.Types.Content content in log.Contents)
            {
                if (!set.TryGetValue(content.Key, out string? value))
                {
                    expected.AddRange(full ? [] : [(content.Key, content.Value)]);
                }
                else if (!expected.Contains((content.Key, value)))
                {
                    expected.Add((content.Key, value));
                }
            }
            expected.AddRange(data.Where(content => log.Contents.All(old => old.Key != content.Key)).Select(content => (content.Key, content.Value)));
            Assert.Equal(expected, changed.Contents.Select(content => (content.Key, content.Value)));
        });
    }

    [Fact]
    public void A_group_has_others_in_the_place_of_some_logs()
    {
        Gen.Select(s_log.Array[0, 5], s_log, Gen.Int[0, 31]).Sample((logs, other, which) =>
        {
            LogGroup group = new() { Topic = "topic", Source = "source", LogTags = { new LogTag { Key = "k", Value = "v" } } };
            group.Logs.AddRange(logs);
            byte[] replacement = other.ToByteArray();
            Dictionary<int, byte[]> replacements = Enumerable.Range(0, 5).Where(i => (which & (1 << i)) != 0).ToDictionary(i => i, _ => replacement);
            LogGroup changed = LogGroup.Parser.ParseFrom(LogGroupReplacement.Apply(group.ToByteArray(), replacements));
            foreach (int i in replacements.Keys.Where(i => i < logs.Length))
            {
                group.Logs[i] = other;
            }
            Assert.Equal(group, changed);
        });
    }

    [Fact]
    public void A_row_id_is_read_as_it_was_written_and_in_no_other_form()
    {
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, int.MaxValue]).Sample((group, index) => Assert.Equal(new RowId(group, index), RowId.TryRead(new RowId(group, index).ToString())));
        foreach (string text in (string[])["", "0", "0|1", "0|1|2|3", "1|1|1", "0|+1|1", "0| 1|1", "0|1|01", "0|1|2147483648", "0|9223372036854775808|0", "0|a|0", "0|-1|0"])
        {
            Assert.Null(RowId.TryRead(text));
        }
    }
}
