using System.Management.Automation.Host;
using System.Text;

namespace AliLogOps.Formatting;

/// <summary>
/// Breaks the last column of a table between words. The engine breaks cells at any letter, which makes names and sentences hard to read.
/// </summary>
internal static class WrappedText
{
    private const int UsualWidth = 120;
    private const int LeastWidth = 20;

    /// <summary>The text in lines that fit.</summary>
    /// <param name="text">The text; its own line ends stay.</param>
    /// <param name="host">The host, for the width of its window.</param>
    /// <param name="used">Columns in front, with the blanks between.</param>
    public static string Fit(string text, PSHost? host, int used)
    {
        var width = Math.Max(LeastWidth, WidthOf(host) - used - 1);
        return string.Join('\n', text.Split('\n').SelectMany(line => Break(line, width)));
    }

    private static IEnumerable<string> Break(string line, int width)
    {
        var current = new StringBuilder();
        foreach (var word in line.Split(' '))
        {
            if (current.Length > 0 && current.Length + 1 + word.Length > width)
            {
                yield return current.ToString();
                current.Clear();
            }

            if (current.Length > 0)
            {
                current.Append(' ');
            }

            current.Append(word);
        }

        yield return current.ToString();
    }

    private static int WidthOf(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is int width and > 0 ? width : UsualWidth;
        }
        catch (Exception problem) when (problem is HostException or NotImplementedException or IOException or InvalidOperationException)
        {
            // a host without a window
            return UsualWidth;
        }
    }
}
