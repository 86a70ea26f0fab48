using System.Net.Http.Headers;
using System.Text.Json;
using AliLogOps.Benchmarks.Comparison;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>What the emulator holds at one moment.</summary>
/// <param name="Requests">Requests so far.</param>
/// <param name="WorkingSet">Resident megabytes of the process.</param>
/// <param name="Heap">Megabytes of managed objects after a full collection.</param>
/// <param name="Handles">Open handles.</param>
/// <param name="Database">Megabytes of the database and its write-ahead log on disk.</param>
internal sealed record SoakSample(long Requests, double WorkingSet, double Heap, int Handles, int Threads, double Database);

/// <summary>Asks the emulator's control interface for its memory after a collection.</summary>
internal sealed class SoakProbe(Bench bench) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = bench.Info.Endpoint.BaseUri, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", bench.Info.ControlToken) } };

    public async Task<SoakSample> TakeAsync()
    {
        using HttpResponseMessage answer = await _http.PostAsync("_emulator/collect", null);
        answer.EnsureSuccessStatusCode();
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        long Number(string name) => json.RootElement.GetProperty(name).GetInt64();
        return new SoakSample(
            Number("requests"),
            Number("workingSetBytes") / 1e6,
            Number("managedBytes") / 1e6,
            (int)Number("handles"),
            (int)Number("threads"),
            new DirectoryInfo(bench.DataPath).EnumerateFiles().Sum(file => file.Length) / 1e6);
    }

    public void Dispose() => _http.Dispose();
}
