using AliLogOps.Emulator.Agents.StreamLog;
using CsCheck;

namespace AliLogOps.Emulator.Tests.Agents;

public sealed class StreamLogPropertyTests
{
    private static readonly Gen<string> s_token = Gen.String[Gen.Char.AlphaNumeric, 0, 12]
        .Select(Gen.OneOf("", "-", "ü", "中", "[705]:", "."), (text, more) => text + more);

    private static readonly Gen<string> s_message = Gen.OneOf<string>(
        Gen.String[Gen.OneOf(' ', 'a', '中', '\t', '\r', '#', '\0'), 0, 20],
        Gen.OneOf("", " ", "  ", "0.1 sys_tag 1 i h p 0 a 1 - forged"));

    [Fact]
    public void What_was_written_into_a_line_is_read_back()
    {
        Gen.Select(s_token, Gen.UInt, s_token, s_token.Array[6], s_message).Sample((tag, time, ip, values, message) =>
        {
            ParsedLine line = ParsedLine.Parse($"0.1 {tag} {time} {ip} {string.Join(' ', values)} {message}");
            string fields = string.Join('|', LineText.Fields.Zip(values, (name, value) => $"{name}={value}"));
            return line == new ParsedLine(StreamLogVerdict.Log, "0.1", tag, time, ip, fields, message);
        });
    }

    [Fact]
    public void A_format_of_any_number_of_fields_reads_back_what_was_written()
    {
        Gen.Select(Gen.Int[0, 9], s_message).SelectMany((count, message) => s_token.Array[count].Select(values => (values, message))).Sample(sample =>
        {
            string[] names = [.. sample.values.Select((_, index) => $"f{index}")];
            StreamLogFormatTable formats = StreamLogFormatTable.Create([new StreamLogFormat("2.7", names)]);
            string text = string.Join(' ', ["2.7", "t", "5", "i", .. sample.values, sample.message]);
            ParsedLine line = ParsedLine.Parse(text, formats);
            string fields = string.Join('|', names.Zip(sample.values, (name, value) => $"{name}={value}"));
            return line == new ParsedLine(StreamLogVerdict.Log, "2.7", "t", 5, "i", fields, sample.message);
        });
    }

    [Fact]
    public void Any_bytes_in_any_pieces_give_the_same_lines_and_lose_nothing()
    {
        Gen<byte[]> noise = Gen.OneOf<byte[]>(
            Gen.Byte.Array[0, 40],
            Gen.OneOf("0.1 ", "8 0.1 ", "\n", "9", "12 ", "0.1 t 5 i h p 0 a 1 - m\n", "10485761 0.1 ", "0.1", "30 0.1 ").Select(LineText.Utf8));
        Gen.Select(noise.Array[0, 12], Gen.Int[1, 7]).Sample((parts, step) =>
        {
            byte[] bytes = [.. parts.SelectMany(part => part)];
            FramedStream whole = new FramedStream().Feed(bytes);
            FramedStream pieces = new();
            for (int start = 0; start < bytes.Length && !pieces.Cut; start += step)
            {
                pieces.Feed(bytes.AsSpan(start..Math.Min(start + step, bytes.Length)));
            }

            foreach (string line in whole.Lines)
            {
                ParsedLine.Parse(line);
            }

            return whole.Cut == pieces.Cut && whole.Lines.SequenceEqual(pieces.Lines) && (whole.Cut || whole.Rest == pieces.Rest);
        });
    }

    [Fact]
    public void Random_bytes_never_crash_the_parser()
    {
        Gen.OneOf<byte[]>(
                Gen.Byte.Array[0, 200],
                Gen.Byte.Array[0, 60].Select(tail => (byte[])[.. "0.1 "u8, .. tail]),
                Gen.OneOf((byte)' ', (byte)'0', (byte)'.', (byte)'1', (byte)0xff).Array[0, 40])
            .Sample(bytes => Enum.IsDefined(ParsedLine.Parse(bytes).Verdict));
    }
}
