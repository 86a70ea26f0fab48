using System.Text.Json;
using AliLogOps.Setup.Reports;

namespace AliLogOps.Setup.Checklist;

/// <summary>The results of the last run in which everything passed, in the form of the JSON lines report.</summary>
public sealed class Baseline
{
    private readonly Dictionary<(string Environment, string Id), (string Status, string Evidence)> _checks = [];

    private Baseline()
    {
    }

    /// <summary>When the run was; null when there was none yet.</summary>
    public DateTimeOffset? Time { get; private set; }

    /// <summary>Reads it; a file that is not there yet is an empty baseline.</summary>
    /// <exception cref="FormatException">The file is no JSON lines report.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Baseline Read(string path)
    {
        var baseline = new Baseline();
        if (!File.Exists(path))
        {
            return baseline;
        }

        baseline.Time = File.GetLastWriteTime(path);
        try
        {
            foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
            {
                using var document = JsonDocument.Parse(line);
                var json = document.RootElement;
                if (json.TryGetProperty("id", out var id))
                {
                    baseline._checks[(json.GetProperty("environment").GetString()!, id.GetString()!)] = (json.GetProperty("status").GetString()!, json.GetProperty("evidence").GetString()!);
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"'{path}' is no baseline: {problem.Message} Give the path of a file that Test-AliLogSetup -Baseline wrote, or of a new one.", problem);
        }

        return baseline;
    }

    /// <summary>The result with what is otherwise than then.</summary>
    public CheckResult Compare(CheckResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (Time is not { } time)
        {
            return result;
        }

        if (!_checks.TryGetValue((result.Environment, result.Id), out var before))
        {
            return result with { Since = "not checked then" };
        }

        return string.Equals(before.Status, result.Status.ToString(), StringComparison.OrdinalIgnoreCase)
            ? result
            : result with { Since = FormattableString.Invariant($"was {before.Status} at {time:yyyy-MM-dd HH:mm}: {before.Evidence}") };
    }

    /// <summary>Whether results are worth to be the next baseline: something was looked at, and nothing failed.</summary>
    public static bool IsGreen(IReadOnlyList<CheckResult> results) => new VerificationReport(results, "", default).Passed;
}
