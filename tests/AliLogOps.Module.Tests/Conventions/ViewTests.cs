using System.Globalization;
using System.Xml.Linq;
using AliLogOps.Module.Tests.Hosting;

namespace AliLogOps.Module.Tests.Conventions;

/// <summary>Every table fits into a terminal of 80 columns: no heading is broken, and only the last column gives way.</summary>
public sealed class ViewTests
{
    private const int Terminal = 80;

    public static TheoryData<string, string> Tables =>
        [.. Directory.EnumerateFiles(StagedModule.Root, "*.Format.ps1xml").Order(StringComparer.Ordinal)
            .SelectMany(path => XDocument.Load(path).Descendants("View")
                .Where(view => view.Element("TableControl") is not null)
                .Select(view => (Path.GetFileName(path), view.Element("Name")!.Value)))];

    [Theory]
    [MemberData(nameof(Tables), DisableDiscoveryEnumeration = true)]
    public void A_table_fits_into_eighty_columns(string file, string name)
    {
        var table = XDocument.Load(Path.Combine(StagedModule.Root, file)).Descendants("View").Single(view => view.Element("Name")!.Value == name).Element("TableControl")!;
        var properties = table.Descendants("TableColumnItem").Select(item => item.Element("PropertyName")?.Value ?? "").ToArray();
        var columns = table.Descendants("TableColumnHeader")
            .Select((header, index) => (Label: header.Element("Label")?.Value ?? properties[index], Width: header.Element("Width") is { } width ? int.Parse(width.Value, CultureInfo.InvariantCulture) : 0))
            .ToArray();

        Assert.Equal(properties.Length, columns.Length);
        Assert.All(columns, column => Assert.NotEmpty(column.Label));
        Assert.All(columns[..^1], column => Assert.InRange(column.Width, column.Label.Length, Terminal));
        var last = columns[^1] is { Width: > 0 } given ? given.Width : Math.Max(columns[^1].Label.Length, 8);
        Assert.InRange(columns[..^1].Sum(column => column.Width + 1) + last, 20, Terminal);
        Assert.True(columns[^1].Width == 0 || columns[^1].Width >= columns[^1].Label.Length, columns[^1].Label);
    }
}
