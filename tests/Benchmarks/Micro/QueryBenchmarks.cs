using AliLogOps.Setup.Queries;
using BenchmarkDotNet.Attributes;

namespace AliLogOps.Benchmarks.Micro;

/// <summary>A query read and checked before it is sent.</summary>
[MemoryDiagnoser]
public class QueryBenchmarks
{
    private QueryCheckInput _input = null!;

    [Params("app-name: todo-list", "(app-name: todo-list and not severity: info) or \"new task\" and priority >= 130 | select hostname, count(1) as n from log group by hostname order by n desc limit 10")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _input = new QueryCheckInput
    {
        Query = Query,
        Index = Comparison.Indexes.Syslog("project", "logstore"),
        TtlDays = 30,
        From = DateTimeOffset.UnixEpoch,
        To = DateTimeOffset.UnixEpoch.AddHours(1),
        Now = DateTimeOffset.UnixEpoch.AddHours(2),
    };

    [Benchmark]
    public int Check() => QueryChecks.Run(_input).Count();
}
