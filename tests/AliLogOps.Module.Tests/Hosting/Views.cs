using System.Text.RegularExpressions;

namespace AliLogOps.Module.Tests.Hosting;

/// <summary>Makes shown text comparable: no blanks at line ends, times as a placeholder.</summary>
public static partial class Views
{
    public static string Trim(string shown) =>
        Time().Replace(string.Join('\n', shown.Split('\n').Select(line => line.TrimEnd())), "<time>").Trim('\n');

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")]
    private static partial Regex Time();
}
