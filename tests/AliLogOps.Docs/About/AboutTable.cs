namespace AliLogOps.Docs.About;

/// <summary>A markdown table as text: columns of which the last wraps, or, where they do not fit, one paragraph for each row.</summary>
public static class AboutTable
{
    private const int NarrowestColumn = 20;

    public static IEnumerable<string> Format(string block, int width)
    {
        var rows = block.Split('\n').Where((_, index) => index != 1).Select(ReadRow).ToArray();
        var last = rows[0].Length - 1;
        var widths = Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var rest = width - widths.Sum(column => column + 2);
        return rest < NarrowestColumn ? FormatParagraphs(rows, width) : FormatColumns(rows, widths, rest);
    }

    private static IEnumerable<string> FormatColumns(string[][] rows, int[] widths, int rest)
    {
        for (var index = 0; index < rows.Length; index++)
        {
            var lead = string.Concat(widths.Select((column, place) => rows[index][place].PadRight(column + 2)));
            var first = true;
            foreach (var line in AboutWriter.Wrap(rows[index][^1], rest).DefaultIfEmpty(""))
            {
                yield return ((first ? lead : new string(' ', lead.Length)) + line).TrimEnd();
                first = false;
            }

            if (index == 0)
            {
                yield return (string.Concat(widths.Select(column => new string('-', column) + "  ")) + new string('-', Math.Min(rest, rows.Max(row => row[^1].Length)))).TrimEnd();
            }
        }
    }

    private static IEnumerable<string> FormatParagraphs(string[][] rows, int width)
    {
        foreach (var row in rows.Skip(1))
        {
            if (row != rows[1])
            {
                yield return "";
            }

            yield return row[0];
            for (var column = 1; column < row.Length; column++)
            {
                var text = row.Length > 2 ? $"{rows[0][column]}: {row[column]}" : row[column];
                foreach (var line in AboutWriter.Wrap(text, width - 4))
                {
                    yield return "    " + line;
                }
            }
        }
    }

    private static string[] ReadRow(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => PlainText.Inline(cell.Trim()))];
}
