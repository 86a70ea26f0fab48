using System.Runtime.Loader;
using System.Text;
using CsCheck;
using static AliLogOps.Client.Tests.TestClients;

namespace AliLogOps.Client.Tests;

public class CompressionTests
{
    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    [InlineData("LZ4")]
    public void Gives_back_what_it_was_given(string name) =>
        Gen.Byte.Array[0, 5000].Sample(raw => Assert.Equal(raw, RoundTrip(name, raw)), iter: 200);

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void Makes_repetitive_data_small_and_bears_random_data(string name)
    {
        byte[] repetitive = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("pam_unix(cron:session): session opened ", 2000)));
        byte[] random = new byte[200_000];
        new Random(1).NextBytes(random);

        Assert.True(Compress(name, repetitive).Length < repetitive.Length / 20);
        Assert.Equal(random, RoundTrip(name, random));
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    public void Refuses_more_than_was_announced(string name)
    {
        byte[] compressed = Compress(name, new byte[1000]);

        Assert.Throws<InvalidDataException>(() => Compression.Decompress(name, compressed, new byte[999]));
    }

    [Theory]
    [InlineData("lz4")]
    [InlineData("zstd")]
    [InlineData("deflate")]
    [InlineData("gzip")]
    public void Bears_any_damage(string name) => Gen.Byte.Array[1, 300].Sample(bytes =>
    {
        try
        {
            Assert.InRange(Compression.Decompress(name, bytes, new byte[1000]), 0, 1000);
        }
        catch (InvalidDataException)
        {
        }
    });

    [Fact]
    public void Reads_the_literals_block_of_the_reference()
    {
        byte[] block = Convert.FromHexString(SignatureInputs.LogGroupBlockHex);
        byte[] raw = new byte[59];

        Assert.Equal(59, Compression.Decompress("lz4", block, raw));
        Assert.Equal(Convert.FromHexString(SignatureInputs.LogGroupHex), raw);
    }

    [Fact]
    public void Reads_deflate_with_and_without_the_zlib_frame()
    {
        byte[] raw = Encoding.UTF8.GetBytes("hello hello hello");
        using MemoryStream bare = new();
        using (System.IO.Compression.DeflateStream stream = new(bare, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(raw);
        }

        byte[] target = new byte[raw.Length];
        Assert.Equal(raw.Length, Compression.Decompress("deflate", bare.ToArray(), target));
        Assert.Equal(raw, target);
        Assert.Equal(0x78, Compress("deflate", raw)[0]);
    }

    [Fact]
    public void An_unknown_name_is_refused() =>
        Assert.Contains("snappy", Assert.Throws<InvalidDataException>(() => Compression.Get("snappy")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_codec_file_is_named_with_what_to_do()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        LogServiceException failure = Assert.Throws<LogServiceException>(() => new CodecLoader(folder).Load("lz4"));

        Assert.Equal((ErrorKind.LocalSetup, ErrorCodes.CodecMissing), (failure.Kind, failure.ErrorCode));
        Assert.Contains(Path.Combine(folder, "AliLogOps.Codecs.dll"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("bin/codecs", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_file_that_is_none_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("codecs").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "AliLogOps.Codecs.dll"), "no assembly");

            LogServiceException failure = Assert.Throws<LogServiceException>(() => new CodecLoader(folder).Load("lz4"));

            Assert.Equal(ErrorKind.LocalSetup, failure.Kind);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_missing_library_of_the_codecs_is_a_clear_failure()
    {
        string folder = Directory.CreateTempSubdirectory("codecs").FullName;
        try
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "codecs", "AliLogOps.Codecs.dll"), Path.Combine(folder, "AliLogOps.Codecs.dll"));

            LogServiceException failure = Assert.Throws<LogServiceException>(() => new CodecLoader(folder).Load("lz4"));

            Assert.Equal((ErrorKind.LocalSetup, ErrorCodes.CodecMissing), (failure.Kind, failure.ErrorCode));
            Assert.Contains("K4os.Compression.LZ4", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            // where loaded files are locked, the system's own cleaning has to do it
            if (!OperatingSystem.IsWindows())
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Nothing_third_party_is_in_the_default_load_context_after_put_pull_and_search()
    {
        byte[] list = [0x0a, 59, .. Convert.FromHexString(SignatureInputs.LogGroupHex)];
        FakeHandler handler = new FakeHandler()
            .Then(Answers.Ok())
            .Then(Answers.Compressed("lz4", list, null, ("x-log-cursor", "next"), ("x-log-count", "1")))
            .Then(Answers.Compressed("zstd", Encoding.UTF8.GetBytes("""{"meta":{"progress":"Complete","count":0},"data":[]}""")));
        using LogServiceClient client = Log(handler);

        await client.PutLogsAsync(Project, Store, new LogGroup { Logs = [new LogItem { UnixTime = 1 }] });
        await client.PullLogsAsync(Project, Store, 0, "cursor");
        await client.GetLogsAsync(new LogQuery { ProjectName = Project, LogstoreName = Store, From = SignatureInputs.Time, To = SignatureInputs.Time.AddHours(1) });

        string[] shared = AssemblyLoadContext.Default.Assemblies.Select(assembly => assembly.GetName().Name!).ToArray();
        Assert.DoesNotContain(shared, name => name.StartsWith("K4os", StringComparison.Ordinal) || name.StartsWith("Zstd", StringComparison.Ordinal) || name == "AliLogOps.Codecs");
        string[] own = AssemblyLoadContext.All.Where(context => context.Name == "AliLogOps.Codecs").SelectMany(context => context.Assemblies).Select(assembly => assembly.GetName().Name!).ToArray();
        Assert.Contains("K4os.Compression.LZ4", own);
        Assert.Contains("ZstdSharp", own);
        Assert.DoesNotContain("AliLogOps.Client", own);
    }

    private static byte[] RoundTrip(string name, byte[] raw)
    {
        byte[] target = new byte[raw.Length];
        return raw.Length == 0 ? raw : target[..Compression.Decompress(name, Compress(name, raw), target)];
    }

    private static byte[] Compress(string name, byte[] raw)
    {
        ICompressionCodec codec = Compression.Get(name);
        byte[] target = new byte[codec.MaxCompressedLength(raw.Length)];
        return target[..codec.Compress(raw, target)];
    }
}
