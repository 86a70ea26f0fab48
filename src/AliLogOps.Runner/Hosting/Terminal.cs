using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Runner.Hosting;

/// <summary>What stands at the other end of the three standard streams.</summary>
internal sealed class Terminal
{
    /// <summary>Columns when neither a terminal nor the caller says.</summary>
    internal const int DefaultWidth = 120;

    private const int DefaultHeight = 50;

    private readonly int? _width;

    internal Terminal(int? width)
    {
        _width = width ?? WidthFromEnvironment();
        bool capable = !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal)
            && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null);
        bool colour = capable && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        if (!colour)
        {
            // as pwsh: scripts see it in $PSStyle, and the engine's own views leave colours out
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        HasOutput = !Console.IsOutputRedirected;
        CanPrompt = HasOutput && !Console.IsInputRedirected;
        ColoursOutput = colour && HasOutput;
        ColoursErrors = colour && !Console.IsErrorRedirected;
        ShowsProgress = capable && HasOutput && !Console.IsErrorRedirected;
    }

    internal bool HasOutput { get; }

    /// <summary>Somebody can see a question and answer it.</summary>
    internal bool CanPrompt { get; }

    internal bool ColoursOutput { get; }

    internal bool ColoursErrors { get; }

    internal bool ShowsProgress { get; }

    /// <summary>Columns for tables and wrapped text; follows a terminal that is resized.</summary>
    internal int Width => _width ?? (HasOutput && Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth);

    internal int Height => HasOutput && Console.WindowHeight > 0 ? Console.WindowHeight : DefaultHeight;

    private static int? WidthFromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
            && columns is >= CommandLine.MinimumWidth and <= CommandLine.MaximumWidth
                ? columns
                : null;
}
