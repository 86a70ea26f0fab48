using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AliLogOps.Benchmarks.Comparison;
using AliLogOps.Client;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>
/// A bounded run of mixed load that shows whether the emulator's memory stays flat: the requests of an hour as fast as they go,
/// durable data whose retention is over within the run, agents, and faults turned on and off.
/// </summary>
internal sealed class SoakRun(SoakOptions options)
{
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private readonly List<SoakSample> _samples = [];
    private long _operations;

    public async Task RunAsync()
    {
        await using Bench bench = await Bench.StartAsync();
        using EmulatorClient control = new(bench.Info);
        using SoakProbe probe = new(bench);
        SoakClock clock = new(control);
        SoakLoad load = new(bench, clock);
        await load.SetUpAsync();
        SoakAgents agents = new(control, clock, SoakLoad.Identifier, SoakLoad.Tag);

        Console.WriteLine($"{options.Requests:N0} requests, {options.Workers} at once; the emulator's clock runs a day a minute, logs are kept for a day and removed a day later");
        Console.WriteLine($"{"time",6} {"requests",10} {"resident",10} {"heap",10} {"handles",8} {"threads",8} {"data",10}");
        Stopwatch watch = Stopwatch.StartNew();
        using CancellationTokenSource stop = new();
        Task[] work =
        [
            KeepAsync(clock.RunAsync, stop.Token), KeepAsync(new SoakFaults(control).RunAsync, stop.Token), KeepAsync(agents.RunAsync, stop.Token),
            .. Enumerable.Range(0, options.Workers).Select(worker => WorkAsync(load, new Random(options.Seed * 1000 + worker), stop.Token)),
        ];
        await SampleAsync(probe, watch);
        do
        {
            await Task.Delay(options.Every);
            await SampleAsync(probe, watch);
        }
        while (_samples[^1].Requests < options.Requests && !Array.Exists(work, task => task.IsFaulted));
        await stop.CancelAsync();
        await Task.WhenAll(work);
        Summarize(watch.Elapsed, agents.Sent);
    }

    private async Task SampleAsync(SoakProbe probe, Stopwatch watch)
    {
        SoakSample sample = await probe.TakeAsync();
        _samples.Add(sample);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds,4:N0} s {sample.Requests,10:N0} {sample.WorkingSet,7:N0} MB {sample.Heap,7:N1} MB {sample.Handles,8} {sample.Threads,8} {sample.Database,7:N0} MB"));
    }

    private async Task WorkAsync(SoakLoad load, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await load.DoAsync(random, stop);
            }
            catch (LogServiceException problem)
            {
                // faults of the dial, a missing logstore and the statement of an unknown column are part of the load
                _failures.AddOrUpdate(problem.ErrorCode, 1, (_, count) => count + 1);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            Interlocked.Increment(ref _operations);
        }
    }

    private static async Task KeepAsync(Func<CancellationToken, Task> run, CancellationToken stop)
    {
        try
        {
            await run(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the run is over
        }
    }

    private void Summarize(TimeSpan time, long lines)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""

            {_samples[^1].Requests:N0} requests in {time.TotalMinutes:N1} min, {_samples[^1].Requests / time.TotalSeconds:N0} a second; {_operations:N0} operations, {lines:N0} lines through agents
            refused or broken off: {string.Join(", ", _failures.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value:N0}"))}
            """));
        int third = _samples.Count / 3;
        if (third > 0)
        {
            // in the first third caches fill, and the first logs have not reached the end of their retention
            string Means(Func<SoakSample, double> of) => string.Create(CultureInfo.InvariantCulture, $"{_samples[third..(2 * third)].Average(of):N1} and {_samples[(2 * third)..].Average(of):N1}");
            Console.WriteLine($"mean of the second third and of the last: heap {Means(s => s.Heap)} MB, resident {Means(s => s.WorkingSet)} MB, handles {Means(s => s.Handles)}, data {Means(s => s.Database)} MB");
        }
    }
}
