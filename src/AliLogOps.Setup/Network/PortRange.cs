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

        var wide = outer.Split('/');
        var narrow = inner.Split('/');
        return wide.Length == 2 && narrow.Length == 2
            && TryPort(wide[0], out var from) && TryPort(wide[1], out var to)
            && TryPort(narrow[0], out var first) && TryPort(narrow[1], out var last)
            && from <= first && last <= to;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;
}
