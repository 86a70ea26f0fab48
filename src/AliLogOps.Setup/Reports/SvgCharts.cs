using System.Globalization;
using System.Net;
using System.Text;

namespace AliLogOps.Setup.Reports;

/// <summary>The drawings of the HTML report, plain SVG.</summary>
internal static class SvgCharts
{
    private const int Width = 720;
    private const int Label = 150;

    /// <summary>A bar for each stretch of time; times of day are told at the offset of the report.</summary>
    public static void AppendArrival(StringBuilder html, ArrivalData arrival, TimeSpan offset)
    {
        const int Height = 140;
        const int Floor = 115;
        IReadOnlyList<ArrivalBucket> buckets = arrival.Buckets;
        if (buckets.Count == 0)
        {
            html.Append("<p>No time was looked at.</p>\n");
            return;
        }

        long most = Math.Max(1, buckets.Max(bucket => bucket.Count));
        double step = (double)Width / buckets.Count;
        long all = buckets.Sum(bucket => bucket.Count);
        string span = $"{Clock(buckets[0].From, offset)} to {Clock(buckets[^1].To, offset)}";
        html.Append(CultureInfo.InvariantCulture, $"<figure>\n<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{all} logs from {span}, at most {most} in one bar\">\n");
        for (int i = 0; i < buckets.Count; i++)
        {
            double height = buckets[i].Count * 95.0 / most;
            html.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{(i * step) + 0.5:0.##}\" y=\"{Floor - height:0.##}\" width=\"{Math.Max(1, step - 1):0.##}\" height=\"{height:0.##}\"><title>{Clock(buckets[i].From, offset)}: {buckets[i].Count}</title></rect>\n");
        }

        html.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"0\" y1=\"{Floor}\" x2=\"{Width}\" y2=\"{Floor}\"/>\n");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"12\">{most}</text>\n<text x=\"0\" y=\"{Height - 5}\">{Clock(buckets[0].From, offset)}</text>\n");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width}\" y=\"{Height - 5}\" text-anchor=\"end\">{Clock(buckets[^1].To, offset)}</text>\n</svg>\n");
        html.Append(CultureInfo.InvariantCulture, $"<figcaption>{all} logs, {span}</figcaption>\n</figure>\n");
    }

    /// <summary>A bar for each hop, as long as the log took to it; the hop it did not reach is marked.</summary>
    public static void AppendLatency(StringBuilder html, LatencyData latency)
    {
        const int Row = 26;
        double longest = Math.Max(0.001, latency.Hops.Max(hop => hop.Elapsed?.TotalSeconds ?? 0));
        html.Append(CultureInfo.InvariantCulture, $"<figure>\n<svg viewBox=\"0 0 {Width} {latency.Hops.Count * Row}\" role=\"img\" aria-label=\"Time from hop to hop\">\n");
        for (int i = 0; i < latency.Hops.Count; i++)
        {
            LatencyHop hop = latency.Hops[i];
            int y = i * Row;
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{y + 17}\">{WebUtility.HtmlEncode(hop.Name)}</text>\n");
            if (hop.Elapsed is TimeSpan elapsed)
            {
                double width = Math.Max(2, elapsed.TotalSeconds / longest * (Width - Label - 80));
                html.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{Label}\" y=\"{y + 4}\" width=\"{width:0.##}\" height=\"{Row - 8}\"/>\n");
                html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Label + width + 8:0.##}\" y=\"{y + 17}\">{HtmlReport.Duration(elapsed)}</text>\n");
            }
            else
            {
                html.Append(CultureInfo.InvariantCulture, $"<rect class=\"lost\" x=\"{Label}\" y=\"{y + 4}\" width=\"4\" height=\"{Row - 8}\"/>\n<text x=\"{Label + 12}\" y=\"{y + 17}\">did not arrive</text>\n");
            }
        }

        html.Append("</svg>\n</figure>\n");
    }

    private static string Clock(DateTimeOffset time, TimeSpan offset) => time.ToOffset(offset).ToString("HH:mm", CultureInfo.InvariantCulture);
}
