using System.Globalization;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Logs.Wire;
using AliLogOps.Emulator.Protos;
using AliLogOps.Emulator.Tests.Logs;
using Google.Protobuf;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace AliLogOps.Emulator.Tests.Fuzz;

/// <summary>Protobuf messages and compressed bodies that lie.</summary>
public class WireFuzzTests
{
    private const long Now = 1_714_979_289;

    private static readonly byte[][] s_groups =
    [
        Convert.FromHexString("0a1e08d983e2b10612160a07546573744b6579120b54657374436f6e74656e741a02743122093132372e302e302e31320a0a047461673112027631"),
        SampleLog.Group(new SampleLog(("k", "v"), ("中", "值")) { Time = (uint)Now, Topic = "t", Source = "s", Tags = [("a", "b")] }, new SampleLog(("x", "")) { Time = (uint)Now }).ToByteArray(),
        new LogGroup { Logs = { new Log { Time = (uint)Now, TimeNs = 999_999_999 } } }.ToByteArray(),
    ];

    [Fact]
    public void A_message_is_refused_by_its_error_or_means_what_the_protobuf_library_reads()
    {
        FuzzRun.Each(random =>
        {
            byte[] bytes = Mutation.Of(random, s_groups);
            ValidGroup valid;
            try
            {
                valid = LogGroupValidator.Validate(bytes, Now);
            }
            catch (SlsException problem)
            {
                Assert.InRange(problem.Error.Status, 400, 413);
                return;
            }
            LogGroup read = LogGroup.Parser.ParseFrom(bytes);
            Assert.Equal(read.Logs.Count, valid.Group.LogCount);
            if (read.Logs.Count > 0)
            {
                Assert.Equal((read.Logs.Min(log => log.Time), read.Logs.Max(log => log.Time)), (valid.MinTime, valid.MaxTime));
            }
        });
    }

    [Fact]
    public void A_block_is_joined_only_if_it_means_the_same_within_another()
    {
        byte[] raw = [.. s_groups.SelectMany(group => group), .. new byte[300], .. s_groups.SelectMany(group => group)];
        byte[] block = Lz4SplicerTests.Block(raw, LZ4Level.L09_HC);
        FuzzRun.Each(random =>
        {
            byte[] mutated = Mutation.Of(random, block);
            int size = random.Next(3) > 0 ? raw.Length : random.Next(2 * raw.Length);
            Lz4Splicer splicer = new(block.Length);
            splicer.AddPlain("before"u8);
            if (!splicer.TryAdd(mutated, size))
            {
                return;
            }
            splicer.AddPlain("after that"u8);
            byte[] alone = new byte[size];
            Assert.Equal(size, LZ4Codec.Decode(mutated, alone));
            byte[] joined = new byte[6 + size + 10];
            Assert.Equal(joined.Length, LZ4Codec.Decode(splicer.Finish().Span, joined));
            Assert.Equal([.. "before"u8, .. alone, .. "after that"u8], joined);
        });
    }

    [Fact]
    public void A_compressed_body_gives_exactly_the_size_it_names_or_its_error()
    {
        byte[] raw = [.. s_groups.SelectMany(group => group), .. new byte[300]];
        byte[] lz4 = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
        lz4 = lz4[..LZ4Codec.Encode(raw, lz4)];
        using Compressor zstd = new();
        byte[] zstandard = zstd.Wrap(raw).ToArray();
        using MemoryStream deflated = new();
        using (System.IO.Compression.ZLibStream stream = new(deflated, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(raw);
        }
        (string Type, byte[] Body)[] bodies = [("lz4", lz4), ("zstd", zstandard), ("deflate", deflated.ToArray())];
        int[] lies = [0, 1, raw.Length - 1, raw.Length, raw.Length + 1, 64 * 1024, 1 << 20];
        FuzzRun.Each(random =>
        {
            (string type, byte[] body) = bodies[random.Next(bodies.Length)];
            int size = random.Next(3) > 0 ? raw.Length : lies[random.Next(lies.Length)];
            RequestHeaders headers = new([new("x-log-compresstype", type), new("x-log-bodyrawsize", size.ToString(CultureInfo.InvariantCulture))]);
            try
            {
                Assert.Equal(size, BodyCompression.Decode(headers, Mutation.Of(random, body)).Length);
            }
            catch (SlsException problem)
            {
                Assert.Equal((400, "PostBodyUncompressError"), (problem.Error.Status, problem.Error.Code));
            }
        });
    }
}
