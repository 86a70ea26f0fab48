using System.Globalization;

namespace AliLogOps.Runner.Hosting;

/// <summary>Console colours as terminal sequences (ECMA-48 SGR).</summary>
internal static class AnsiColour
{
    internal const string Reset = "\e[0m";

    private const int ForegroundBase = 30;
    private const int BackgroundBase = 40;
    private const int BrightOffset = 60;

    // console order is blue, green, red by bit; a terminal's is red, green, blue
    private static readonly int[] s_terminalOrder = [0, 4, 2, 6, 1, 5, 3, 7];

    internal static string Paint(string text, ConsoleColor foreground, ConsoleColor background)
    {
        string codes = string.Join(';', new[] { Code(foreground, ForegroundBase), Code(background, BackgroundBase) }.Where(code => code.Length > 0));
        return codes.Length == 0 || text.Length == 0 ? text : $"\e[{codes}m{text}{Reset}";
    }

    // a colour outside the sixteen means the terminal's own
    private static string Code(ConsoleColor colour, int start)
    {
        int value = (int)colour;
        return value is < 0 or > 15
            ? ""
            : (start + s_terminalOrder[value & 7] + (value > 7 ? BrightOffset : 0)).ToString(CultureInfo.InvariantCulture);
    }
}
