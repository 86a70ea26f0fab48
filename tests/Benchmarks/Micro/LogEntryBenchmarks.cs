using System.Management.Automation;
using AliLogOps.Benchmarks.Data;
using AliLogOps.Logs;
using BenchmarkDotNet.Attributes;

namespace AliLogOps.Benchmarks.Micro;

/// <summary>A thousand logs as the objects a pipeline gets.</summary>
[MemoryDiagnoser]
public class LogEntryBenchmarks
{
    private readonly LogEntryBuilder _builder = new("project", "logstore");
    private LogGroup _group = null!;

    [Params("syslog", "wide")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _group = LogShapes.Group(Shape == "wide" ? LogShapes.Wide : LogShapes.Syslog, 0, 1000, 1000);

    [Benchmark]
    public PSObject? Build()
    {
        PSObject? last = null;
        foreach (LogItem item in _group.Logs)
        {
            last = _builder.FromItem(_group, item, 0);
        }
        return last;
    }
}
