using AliLogOps.Benchmarks.Data;
using AliLogOps.Client;
using AliLogOps.Logs;
using BenchmarkDotNet.Attributes;

namespace AliLogOps.Benchmarks.Micro;

/// <summary>A thousand logs as they are read from the wire, made the objects a pipeline gets.</summary>
[MemoryDiagnoser]
public class LogEntryBenchmarks
{
    private readonly LogEntryBuilder _builder = new("project", "logstore");
    private LogGroup _group = null!;

    [Params("syslog", "wide")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        LogGroup group = LogShapes.Group(Shape == "wide" ? LogShapes.Wide : LogShapes.Syslog, 0, 1000, 1000);
        byte[] encoded = new byte[LogGroupWriter.Measure(group)];
        LogGroupWriter.Write(group, encoded);
        _group = LogGroupReader.Read(encoded);
    }

    [Benchmark]
    public object? Build()
    {
        object? last = null;
        foreach (LogItem item in _group.Logs)
        {
            last = _builder.FromItem(_group, item, 0);
        }
        return last;
    }
}
