using AliLogOps.Benchmarks.Data;
using AliLogOps.Client;
using BenchmarkDotNet.Attributes;

namespace AliLogOps.Benchmarks.Micro;

/// <summary>A log group of a thousand logs: encoded, compressed, inflated, decoded.</summary>
[MemoryDiagnoser]
public class LogGroupBenchmarks
{
    private LogGroup _group = null!;
    private byte[] _encoded = null!;
    private byte[] _compressed = null!;
    private byte[] _inflated = null!;

    [Params("syslog", "wide", "json")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _group = LogShapes.Group(Shape switch { "wide" => LogShapes.Wide, "json" => LogShapes.Json, _ => LogShapes.Syslog }, 0, 1000, 1000);
        _encoded = new byte[LogGroupWriter.Measure(_group)];
        LogGroupWriter.Write(_group, _encoded);
        using LogGroupBody body = LogGroupBody.Create(_group);
        _compressed = body.Compressed.ToArray();
        _inflated = new byte[body.RawLength];
    }

    [Benchmark]
    public int Encode() => LogGroupWriter.Write(_group, _encoded);

    [Benchmark]
    public int EncodeAndCompress()
    {
        using LogGroupBody body = LogGroupBody.Create(_group);
        return body.Compressed.Length;
    }

    [Benchmark]
    public int Inflate() => Compression.Decompress("lz4", _compressed, _inflated);

    [Benchmark]
    public LogGroup Decode() => LogGroupReader.Read(_encoded);
}
