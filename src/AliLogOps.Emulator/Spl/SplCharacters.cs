using System.Globalization;
using System.Text.RegularExpressions;

namespace AliLogOps.Emulator.Spl;

/// <summary>Characters of options (Log Service documentation, "SPL instructions", "Parameter types").</summary>
internal static partial class SplCharacters
{
    /// <summary><c>\t</c>, <c>\11</c> (octal) and <c>\x09</c> stand for a tab, and so on for other characters; a backslash otherwise for itself.</summary>
    public static string Unescape(string text)
    {
        return Escape().Replace(text, match => match.Value switch
        {
            "\\t" => "\t",
            "\\n" => "\n",
            "\\r" => "\r",
            ['\\', 'x', .. string digits] => ((char)int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
            [_, .. string digits] => ((char)Convert.ToInt32(digits, 8)).ToString(),
            _ => match.Value,
        });
    }

    [GeneratedRegex(@"\\(?:[tnr]|x[0-9A-Fa-f]{2}|[0-7]{1,3})", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
