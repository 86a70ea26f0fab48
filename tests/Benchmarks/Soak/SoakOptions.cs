using System.Globalization;

namespace AliLogOps.Benchmarks.Soak;

/// <summary>How much a soak run does; the defaults are the requests of an hour at ten a second.</summary>
internal sealed record SoakOptions
{
    /// <summary>Requests in all.</summary>
    public int Requests { get; init; } = 36_000;

    /// <summary>Requests under way at once.</summary>
    public int Workers { get; init; } = 6;

    /// <summary>Time between two lines.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Seed of what is done.</summary>
    public int Seed { get; init; } = 1;

    public static SoakOptions Parse(IReadOnlyList<string> arguments)
    {
        SoakOptions options = new();
        for (int at = 0; at < arguments.Count; at += 2)
        {
            string value = at + 1 < arguments.Count ? arguments[at + 1] : throw new ArgumentException($"{arguments[at]} needs a value.");
            options = arguments[at] switch
            {
                "--requests" => options with { Requests = Number(value) },
                "--workers" => options with { Workers = Number(value) },
                "--every" => options with { Every = TimeSpan.FromSeconds(Number(value)) },
                "--seed" => options with { Seed = Number(value) },
                string other => throw new ArgumentException($"{other} is no option: --requests, --workers, --every and --seed are."),
            };
        }
        return options;
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number: give a whole number above 0.");
}
