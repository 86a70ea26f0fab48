using System.Globalization;

namespace AliLogOps.Benchmarks.Comparison;

/// <summary>How much data a run takes; the defaults end within ten minutes on two cores.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>Logs sent in the comparison.</summary>
    public int SentLogs { get; init; } = 100_000;

    /// <summary>
    /// Logs pulled and exported in the comparisons, a run for each: with few of them a fresh process shows what starting costs, with many
    /// what a log costs. Logs of other shapes than syslog's are taken as many as the last of these, wide ones a fifth.
    /// </summary>
    public IReadOnlyList<int> PulledLogs { get; init; } = [100_000, 1_000_000];

    /// <summary>Rows searched for in the comparisons, a run for each.</summary>
    public IReadOnlyList<int> SearchRows { get; init; } = [20_000, 200_000];

    /// <summary>Logs in the store that the emulator's bars are measured on.</summary>
    public int StoredLogs { get; init; } = 1_000_000;

    /// <summary>Sizes of the exports whose memory is measured.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [10_000, 100_000, 1_000_000];

    /// <summary>Where the results go, for a comparison with another run.</summary>
    public string? ResultPath { get; init; }

    public static ComparisonOptions Parse(IReadOnlyList<string> arguments)
    {
        ComparisonOptions options = new();
        for (int at = 0; at < arguments.Count; at += 2)
        {
            string value = at + 1 < arguments.Count ? arguments[at + 1] : throw new ArgumentException($"{arguments[at]} needs a value.");
            options = arguments[at] switch
            {
                "--sent" => options with { SentLogs = Number(value) },
                "--logs" => options with { PulledLogs = Numbers(value) },
                "--rows" => options with { SearchRows = Numbers(value) },
                "--stored" => options with { StoredLogs = Number(value) },
                "--sizes" => options with { Sizes = Numbers(value) },
                "--save" => options with { ResultPath = value },
                string other => throw new ArgumentException($"{other} is no option: --sent, --logs, --rows, --stored, --sizes and --save are."),
            };
        }
        return options;
    }

    private static int[] Numbers(string text) => [.. text.Split(',').Select(Number)];

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number of logs: give a whole number above 0.");
}
