using System.Globalization;
using System.IO.Compression;
using System.Text;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Tests.Support;
using K4os.Compression.LZ4;
using ZstdSharp;

namespace AliLogOps.Emulator.Tests.Http;

public class BodyCompressionTests(EmulatorFixture fixture) : IClassFixture<EmulatorFixture>
{
    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("the same words again and again; ", 200)));

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public void Every_format_gives_the_bytes_back(string format)
    {
        byte[] packed = Pack(format, s_text);
        Assert.True(packed.Length < s_text.Length / 2);
        Assert.Equal(s_text, Decode(format.Split(' ')[^1], packed, s_text.Length).ToArray());
    }

    [Fact]
    public void A_block_of_literals_only_is_decoded()
    {
        byte[] raw = Convert.FromHexString("0a1e08d983e2b10612160a07546573744b6579120b54657374436f6e74656e741a02743122093132372e302e302e31320a0a047461673112027631");
        byte[] packed = [0xf0, 0x2c, .. raw];
        Assert.Equal(raw, Decode("lz4", packed, 59).ToArray());
    }

    [Theory]
    [InlineData("lz4", -1)]
    [InlineData("lz4", 1)]
    [InlineData("zstd", -1)]
    [InlineData("zstd", 1)]
    [InlineData("deflate", -1)]
    [InlineData("deflate", 1)]
    public void A_length_that_is_wrong_is_refused(string format, int off)
    {
        AssertFails("PostBodyUncompressError", () => Decode(format, Pack(format, s_text), s_text.Length + off));
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void Bytes_that_are_not_packed_are_refused(string format)
    {
        AssertFails("PostBodyUncompressError", () => Decode(format, "no such format at all"u8.ToArray(), 100));
    }

    [Fact]
    public void A_body_that_asks_for_a_dictionary_is_refused()
    {
        AssertFails("PostBodyUncompressError", () => Decode("deflate", [0x78, 0xbb, 1, 2, 3, 4, 5, 6, 7, 8], 10));
    }

    [Fact]
    public void A_raw_size_of_zero_is_an_empty_body()
    {
        Assert.True(Decode("lz4", [], 0).IsEmpty);
    }

    [Fact]
    public void Headers_that_are_wrong_are_told()
    {
        AssertFails("InvalidCompressType", () => Decode("gzip", s_text, s_text.Length));
        AssertFails("MissingBodyRawSize", () => BodyCompression.Decode(Headers(("x-log-compresstype", "lz4")), s_text));
        AssertFails("InvalidBodyRawSize", () => BodyCompression.Decode(Headers(("x-log-bodyrawsize", "-1")), s_text));
        AssertFails("InvalidBodyRawSize", () => BodyCompression.Decode(Headers(("x-log-bodyrawsize", "many")), s_text));
        AssertFails("PostBodyTooLarge", () => Decode("lz4", Pack("lz4", s_text), BodyCompression.MaxRawSize + 1));
    }

    [Fact]
    public void The_raw_size_of_an_uncompressed_body_is_not_compared()
    {
        Assert.Equal(s_text, BodyCompression.Decode(Headers(("x-log-bodyrawsize", "0")), s_text).ToArray());
    }

    [Fact]
    public async Task A_compressed_json_body_reaches_its_operation()
    {
        string project = EmulatorFixture.NewProjectName();
        byte[] json = Encoding.UTF8.GetBytes($$"""{"projectName":"{{project}}","description":"compressed"}""");
        (await fixture.Emulator.CallAsync("POST", project, "/", change: request =>
        {
            request.Body = Pack("zstd", json);
            request["Content-Type"] = "application/json";
            request["x-log-compresstype"] = "zstd";
            request["x-log-bodyrawsize"] = json.Length.ToString(CultureInfo.InvariantCulture);
        })).Ok();
        Assert.Equal("compressed", (string?)(await fixture.Emulator.CallAsync("GET", project, "/")).Ok().Json["description"]);
    }

    private static byte[] Pack(string format, byte[] raw)
    {
        switch (format)
        {
            case "lz4":
                byte[] block = new byte[LZ4Codec.MaximumOutputSize(raw.Length)];
                return block[..LZ4Codec.Encode(raw, block)];
            case "zstd":
                using (Compressor compressor = new())
                {
                    return compressor.Wrap(raw).ToArray();
                }
            default:
                using (MemoryStream target = new())
                {
                    using (Stream packer = format == "deflate" ? new ZLibStream(target, CompressionLevel.Optimal) : new DeflateStream(target, CompressionLevel.Optimal))
                    {
                        packer.Write(raw);
                    }
                    return target.ToArray();
                }
        }
    }

    private static ReadOnlyMemory<byte> Decode(string type, byte[] body, int rawSize)
    {
        return BodyCompression.Decode(Headers(("x-log-compresstype", type), ("x-log-bodyrawsize", rawSize.ToString(CultureInfo.InvariantCulture))), body);
    }

    private static RequestHeaders Headers(params (string Name, string Value)[] headers)
    {
        return new RequestHeaders([.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);
    }

    private static void AssertFails(string code, Action action)
    {
        Assert.Equal(code, Assert.Throws<SlsException>(action).Error.Code);
    }

    private static void AssertFails(string code, Func<object> action)
    {
        AssertFails(code, () => { action(); });
    }
}
