using System.Text.RegularExpressions;

namespace AliLogOps.Client;

/// <summary>The rule a region code follows.</summary>
internal static partial class RegionName
{
    /// <summary>Returns the code, or says what is wrong with it.</summary>
    public static string Check(string? region, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(region, parameterName);
        return IsValid(region)
            ? region
            : throw new ArgumentException($"'{region}' is no region code: a code is lower-case words joined by hyphens, such as cn-hangzhou or ap-southeast-1.{(KnownRegions.FindMeant(region) is { } meant ? $" Did you mean '{meant}'?" : " Give one of the codes the Log Service console lists.")}", parameterName);
    }

    /// <summary>The code in the name of one of the service's hosts; null for other hosts.</summary>
    public static string? FindIn(string host)
    {
        string[] labels = host.Split('.');
        int last = labels.Length - 1;
        if (last < 3 || labels[last] != "com" || labels[last - 1] != "aliyuncs")
        {
            return null;
        }

        string label = labels[last - 2] == "log" ? labels[last - 3] : labels[last - 2];
        return label.EndsWith("-intranet", StringComparison.Ordinal) ? label[..^"-intranet".Length] : label;
    }

    /// <summary>Whether the text has the form of a region code.</summary>
    public static bool IsValid(string region) => region.Length <= 64 && Pattern().IsMatch(region);

    [GeneratedRegex("^[a-z]{2,4}(-[a-z0-9]+)+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
