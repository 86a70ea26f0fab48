using AliLogOps.Emulator.Tests.Agents;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Lines of rsyslog's stream, whole and in pieces.</summary>
public class StreamLogFuzzTests
{
    private static readonly byte[][] s_samples =
    [
        "0.1 sys_tag 1714979289 192.168.1.7 web-1 local0 info 0 todo-list 42 - hello world\n"u8.ToArray(),
        "88 0.1 sys_tag 1714979289 192.168.1.7 web-1 local0 info 0 todo-list 42 - hello, octet counted"u8.ToArray(),
        "2.1 t 5 i m\n0.1 sys_tag x y\n"u8.ToArray(),
        "10485761 0.1 "u8.ToArray(),
        [],
    ];

    [Fact]
    public void Lines_are_the_same_whole_and_in_pieces_and_the_parser_reads_all()
    {
        FuzzRun.Each(random =>
        {
            byte[] bytes = [.. Mutation.Of(random, s_samples), .. Mutation.Of(random, s_samples)];
            FramedStream whole = new FramedStream().Feed(bytes);
            FramedStream pieces = new();
            for (int start = 0; start < bytes.Length && !pieces.Cut;)
            {
                int length = Math.Min(bytes.Length - start, random.Next(1, 40));
                pieces.Feed(bytes.AsSpan(start, length));
                start += length;
            }
            Assert.Equal(whole.Cut, pieces.Cut);
            Assert.Equal(whole.Lines, pieces.Lines);
            foreach (string line in whole.Lines)
            {
                Assert.True(Enum.IsDefined(ParsedLine.Parse(line).Verdict));
            }
        });
    }
}
