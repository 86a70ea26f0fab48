using System.Text;

namespace AliLogOps.Docs.About;

/// <summary>Writes an about topic as the text that Get-Help shows, at most 80 columns wide.</summary>
public static class AboutWriter
{
    private const int Width = 79;

    public static string Write(string markdown)
    {
        var text = new StringBuilder();
        foreach (var block in PlainText.Blocks(markdown))
        {
            if (block.StartsWith("# ", StringComparison.Ordinal))
            {
                Append(text, ["TOPIC"], "");
                Append(text, [block[2..].Trim()], "    ");
            }
            else if (block.StartsWith("## ", StringComparison.Ordinal))
            {
                Append(text, [block[3..].Trim().ToUpperInvariant()], "");
            }
            else if (block.StartsWith("```", StringComparison.Ordinal))
            {
                Append(text, block.Split('\n')[1..^1], "      ");
            }
            else if (block.StartsWith('|'))
            {
                Append(text, AboutTable.Format(block, Width - 4), "    ");
            }
            else if (block.StartsWith("- ", StringComparison.Ordinal))
            {
                Append(text, PlainText.ListItems(block).SelectMany(item => Wrap(item, Width - 6).Select((line, index) => (index == 0 ? "- " : "  ") + line)), "    ");
            }
            else
            {
                Append(text, Wrap(PlainText.Inline(block.Replace('\n', ' ')), Width - 4), "    ");
            }

            // what stands under a heading begins on the next line
            if (!block.StartsWith("## ", StringComparison.Ordinal))
            {
                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Lines of at most <paramref name="width"/> characters, broken at blanks.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines, string indent)
    {
        foreach (var line in lines)
        {
            text.Append(line.Length == 0 ? "" : indent + line).Append('\n');
        }
    }
}
