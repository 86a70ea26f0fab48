using System.Globalization;

namespace AliLogOps.Setup;

/// <summary>Port ranges, as people write them and in the service's form (Elastic Compute Service API: AuthorizeSecurityGroup, PortRange).</summary>
internal static class PortRange
{
    /// <summary>Every port; the only range of protocols that have no ports.</summary>
    public const string All = "-1/-1";

    /// <summary>Reads what people write into the service's form.</summary>
    public static bool TryParse(string text, out string range)
    {
        text = text.Trim();
        if (text is All or "-1" || text.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            range = All;
            return true;
        }

        var ends = text.Split('/', '-');
        if (ends.Length is 1 or 2 && TryPort(ends[0], out var from) && TryPort(ends[^1], out var to) && from <= to)
        {
            range = FormattableString.Invariant($"{from}/{to}");
            return true;
        }

        range = "";
        return false;
    }

    /// <summary>What is wrong with text that is no range, and what to give.</summary>
    public static string Explain(string text) =>
        $"'{text}' is not a port or a range of ports. Give one from 1 to 65535 (11111), a range (8000-8080), or 'all'.";

    /// <summary>A range in the service's form as people write it: one port, <c>from-to</c>, or <c>all</c>.</summary>
    public static string ToText(string range)
    {
        var ends = range.Split('/');
        return range is "" or All ? "all" : ends.Length == 2 && ends[0] == ends[1] ? ends[0] : range.Replace('/', '-');
    }

    /// <summary>Whether every port of <paramref name="inner"/> is in <paramref name="outer"/>; both in the service's form.</summary>
    public static bool Covers(string outer, string inner)
    {
        if (outer is All or "")
        {
            return true;
        }

        return TryRange(outer, out var from, out var to) && TryRange(inner, out var first, out var last) && from <= first && last <= to;
    }

    /// <summary>Whether two ranges in the service's form have a port in common.</summary>
    public static bool Overlaps(string left, string right)
    {
        if (left is All or "" || right is All or "")
        {
            return true;
        }

        return TryRange(left, out var from, out var to) && TryRange(right, out var first, out var last) && from <= last && first <= to;
    }

    private static bool TryRange(string range, out int from, out int to)
    {
        to = 0;
        var ends = range.Split('/');
        return TryPort(ends[0], out from) && ends.Length == 2 && TryPort(ends[1], out to);
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}
