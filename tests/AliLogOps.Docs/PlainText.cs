using System.Text.RegularExpressions;

namespace AliLogOps.Docs;

/// <summary>Markdown as text for a terminal: marks of emphasis, code and links are taken away, lines of a paragraph are joined.</summary>
public static partial class PlainText
{
    /// <summary>The paragraphs; a list or fenced code keeps its lines.</summary>
    public static IReadOnlyList<string> Paragraphs(string markdown)
    {
        var result = new List<string>();
        foreach (var block in Blocks(markdown))
        {
            result.Add(block.StartsWith("```", StringComparison.Ordinal)
                ? string.Join('\n', block.Split('\n').Skip(1).SkipLast(1).Select(line => "    " + line))
                : block.StartsWith("- ", StringComparison.Ordinal) ? string.Join('\n', ListItems(block).Select(item => "- " + item))
                : Inline(block.Replace('\n', ' ')));
        }

        return result;
    }

    /// <summary>Blocks between blank lines; fenced code is one block.</summary>
    public static IEnumerable<string> Blocks(string markdown)
    {
        var lines = new List<string>();
        var fenced = false;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var fence = line.StartsWith("```", StringComparison.Ordinal);
            if (lines.Count > 0 && !fenced && (fence || line.Length == 0))
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }

            fenced ^= fence;
            if (lines.Count > 0 || line.Length > 0)
            {
                lines.Add(line);
            }

            if (fence && !fenced)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
        }

        if (lines.Count > 0)
        {
            yield return string.Join('\n', lines);
        }
    }

    /// <summary>The items of a list, lines that continue one joined to it.</summary>
    public static IReadOnlyList<string> ListItems(string block)
    {
        var items = new List<string>();
        foreach (var line in block.Split('\n'))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                items.Add(line[2..]);
            }
            else
            {
                items[^1] += " " + line.Trim();
            }
        }

        return [.. items.Select(Inline)];
    }

    /// <summary>One line without its marks.</summary>
    public static string Inline(string text) => Strong().Replace(Code().Replace(Link().Replace(text, "$1"), "$1"), "$1");

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();
}
