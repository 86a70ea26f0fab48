namespace AliLogOps.Docs.About;

/// <summary>A markdown table as columns of text; the last column takes what is left of the width and wraps.</summary>
public static class AboutTable
{
    public static IEnumerable<string> Format(string block, int width)
    {
        var rows = block.Split('\n').Where((_, index) => index != 1).Select(ReadRow).ToArray();
        var last = rows[0].Length - 1;
        var widths = Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var rest = width - widths.Sum(column => column + 2);
        for (var index = 0; index < rows.Length; index++)
        {
            var lead = string.Concat(widths.Select((column, place) => rows[index][place].PadRight(column + 2)));
            var first = true;
            foreach (var line in AboutWriter.Wrap(rows[index][last], rest).DefaultIfEmpty(""))
            {
                yield return ((first ? lead : new string(' ', lead.Length)) + line).TrimEnd();
                first = false;
            }

            if (index == 0)
            {
                yield return (string.Concat(widths.Select(column => new string('-', column) + "  ")) + new string('-', Math.Min(rest, rows.Max(row => row[last].Length)))).TrimEnd();
            }
        }
    }

    private static string[] ReadRow(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => PlainText.Inline(cell.Trim()))];
}
