using System.Globalization;
using System.Management.Automation;

namespace AliLogOps.Transformations;

/// <summary>Turns <c>11111</c>, <c>8000-8080</c> or <c>8000/8080</c> into the service's form <c>from/to</c>; <c>all</c> and <c>-1</c> mean every port.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PortRangeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is null ? null : PortRange.Parse(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    }
}

/// <summary>The reading itself (Elastic Compute Service API: AuthorizeSecurityGroup, PortRange).</summary>
internal static class PortRange
{
    /// <summary>Every port; the only range of protocols that have no ports.</summary>
    public const string All = "-1/-1";

    public static string Parse(string text)
    {
        text = text.Trim();
        if (text is All or "-1" || text.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return All;
        }

        var ends = text.Split('/', '-');
        if (ends.Length is 1 or 2 && TryPort(ends[0], out var from) && TryPort(ends[^1], out var to) && from <= to)
        {
            return FormattableString.Invariant($"{from}/{to}");
        }

        throw new ArgumentTransformationMetadataException($"'{text}' is not a port or a range of ports. Give one from 1 to 65535 (11111), a range (8000-8080), or 'all'.");
    }

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
