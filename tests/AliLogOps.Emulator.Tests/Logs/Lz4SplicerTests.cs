using System.Text;
using AliLogOps.Emulator.Logs.Wire;
using CsCheck;
using K4os.Compression.LZ4;

namespace AliLogOps.Emulator.Tests.Logs;

/// <summary>Joined blocks against what the LZ4 library inflates them to.</summary>
public class Lz4SplicerTests
{
    private static readonly LZ4Level[] s_levels = [LZ4Level.L00_FAST, LZ4Level.L03_HC, LZ4Level.L12_MAX];

    [Fact]
    public void A_joined_block_holds_what_its_parts_hold()
    {
        Gen<byte[]> part = Gen.OneOf(
            Gen.Byte.Array[0, 400],
            Gen.Byte[97, 99].Array[0, 400],
            Gen.Select(Gen.Byte, Gen.Int[0, 70_000], (value, length) => Enumerable.Repeat(value, length).ToArray()),
            Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 30], Gen.Int[0, 3_000], (text, times) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, times)))),
            Gen.Const(Enumerable.Range(0, 20_000).Select(i => (byte)(i * 7919 >> (i % 9))).ToArray()));
        Gen.Select(part, Gen.Int[0, s_levels.Length]).Array[0, 12].Sample(parts =>
        {
            Lz4Splicer splicer = new(16);
            splicer.AddPlain("x"u8);
            List<byte> expected = [(byte)'x'];
            foreach ((byte[] bytes, int how) in parts)
            {
                expected.AddRange(bytes);
                if (how == s_levels.Length)
                {
                    splicer.AddPlain(bytes);
                }
                else if (bytes.Length > 0)
                {
                    Assert.True(splicer.TryAdd(Block(bytes, s_levels[how]), bytes.Length));
                }
            }
            byte[] read = new byte[expected.Count];
            Assert.Equal(read.Length, LZ4Codec.Decode(splicer.Finish().Span, read));
            Assert.Equal(expected, read);
        });
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("50616263", 5)]
    [InlineData("f0", 15)]
    [InlineData("3061626301", 7)]
    [InlineData("30616263", 4)]
    // the match points before the beginning, at itself, and there is no end
    [InlineData("306162630400f001" + "6566676869707172737475767778797a", 23)]
    [InlineData("306162630000f001" + "6566676869707172737475767778797a", 23)]
    [InlineData("306162630300", 7)]
    // only four literals after the last match, and a match that begins less than twelve bytes before the end
    [InlineData("3f61626303002a" + "4065666768", 68)]
    [InlineData("306162630300" + "506566676869", 12)]
    public void What_no_encoder_writes_is_not_joined(string hex, int rawSize)
    {
        Lz4Splicer splicer = new(16);
        Assert.False(splicer.TryAdd(Convert.FromHexString(hex), rawSize));
        splicer.AddPlain("x"u8);
        byte[] read = new byte[1];
        Assert.Equal(1, LZ4Codec.Decode(splicer.Finish().Span, read));
    }

    public static byte[] Block(byte[] bytes, LZ4Level level)
    {
        byte[] block = new byte[LZ4Codec.MaximumOutputSize(bytes.Length)];
        return block[..LZ4Codec.Encode(bytes, block, level)];
    }
}
