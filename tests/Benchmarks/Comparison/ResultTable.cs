using System.Globalization;
using System.Text.Json;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>One measured thing.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Bar">What it is held against, as text; empty for context.</param>
/// <param name="Met">Whether the bar is met; null where there is none.</param>
/// <param name="SmallerIsBetter">How two runs are compared.</param>
internal sealed record ResultRow(string Name, double Value, string Unit, string Bar, bool? Met, bool SmallerIsBetter);

/// <summary>The rows of one run: printed as they come, kept for a comparison with another run.</summary>
internal sealed class ResultTable
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };
    private readonly List<ResultRow> _rows = [];

    public static void PrintHeader() => Console.WriteLine($"{"what",-58} {"result",12}  {"bar",-10}");

    public void Section(string title) => Console.WriteLine($"\n{title}");

    /// <summary>A figure with no bar.</summary>
    public void Add(string name, double value, string unit, bool smallerIsBetter = false) => Add(new ResultRow(name, value, unit, "", null, smallerIsBetter));

    /// <summary>A figure that must be at least so much.</summary>
    public void AtLeast(double bar, string name, double value, string unit) => Add(new ResultRow(name, value, unit, $">= {Text(bar)}", value >= bar, false));

    /// <summary>A figure that may be at most so much.</summary>
    public void AtMost(double bar, string name, double value, string unit) => Add(new ResultRow(name, value, unit, $"<= {Text(bar)}", value <= bar, true));

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(_rows, s_json));

    /// <summary>Prints what a second run did twice as badly as a first, or worse. Returns how many rows that are.</summary>
    public static int Compare(string firstPath, string secondPath)
    {
        Dictionary<string, ResultRow> first = Load(firstPath).ToDictionary(row => row.Name, StringComparer.Ordinal);
        int regressions = 0;
        foreach (ResultRow row in Load(secondPath))
        {
            if (!first.TryGetValue(row.Name, out ResultRow? before) || before.Value <= 0 || row.Value <= 0)
            {
                continue;
            }
            double worse = row.SmallerIsBetter ? row.Value / before.Value : before.Value / row.Value;
            string verdict = worse >= 2 ? "REGRESSION" : worse <= 0.5 ? "better" : "";
            regressions += worse >= 2 ? 1 : 0;
            Console.WriteLine($"{row.Name,-58} {Text(before.Value),10} -> {Text(row.Value),-10} {row.Unit,-8} {verdict}");
        }
        return regressions;
    }

    private static List<ResultRow> Load(string path) =>
        JsonSerializer.Deserialize<List<ResultRow>>(File.ReadAllText(path)) ?? throw new InvalidDataException($"{path} holds no results.");

    private void Add(ResultRow row)
    {
        _rows.Add(row);
        string verdict = row.Met switch { true => "met", false => "NOT MET", null => "" };
        Console.WriteLine($"{row.Name,-58} {Text(row.Value) + " " + row.Unit,12}  {row.Bar,-10} {verdict}");
    }

    private static string Text(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : "N2", CultureInfo.InvariantCulture);
}
