namespace AliLogOps.Client;

/// <summary>
/// The regions that the public page of endpoints lists (Log Service API: Endpoints). New ones need no release of this client: the list
/// helps to type and to find typing errors, and refuses nothing.
/// </summary>
public static class KnownRegions
{
    /// <summary>Code and place of each.</summary>
    public static IReadOnlyList<(string Region, string Place)> All { get; } =
    [
        ("cn-hangzhou", "China (Hangzhou)"),
        ("cn-shanghai", "China (Shanghai)"),
        ("cn-qingdao", "China (Qingdao)"),
        ("cn-beijing", "China (Beijing)"),
        ("cn-zhangjiakou", "China (Zhangjiakou)"),
        ("cn-huhehaote", "China (Hohhot)"),
        ("cn-wulanchabu", "China (Ulanqab)"),
        ("cn-shenzhen", "China (Shenzhen)"),
        ("cn-heyuan", "China (Heyuan)"),
        ("cn-guangzhou", "China (Guangzhou)"),
        ("cn-chengdu", "China (Chengdu)"),
        ("cn-hongkong", "China (Hong Kong)"),
        ("ap-northeast-1", "Japan (Tokyo)"),
        ("ap-southeast-1", "Singapore"),
        ("ap-southeast-2", "Australia (Sydney)"),
        ("ap-southeast-3", "Malaysia (Kuala Lumpur)"),
        ("ap-southeast-5", "Indonesia (Jakarta)"),
        ("ap-south-1", "India (Mumbai)"),
        ("eu-central-1", "Germany (Frankfurt)"),
        ("eu-west-1", "UK (London)"),
        ("me-east-1", "UAE (Dubai)"),
        ("rus-west-1", "Russia (Moscow)"),
        ("us-east-1", "US (Virginia)"),
        ("us-west-1", "US (Silicon Valley)"),
    ];

    /// <summary>The known region that a text was probably meant to be; null for one that is known, and for one that is like none.</summary>
    /// <param name="text">What was given, in whatever form.</param>
    public static string? FindMeant(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string code = text.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        return IsNumberedLikeKnown(text) ? null : SimilarText.FindNearest(code, All.Select(known => known.Region), mostEdits: code.Length > 10 ? 2 : 1);
    }

    // ap-southeast-7 is no mistyped ap-southeast-1
    private static bool IsNumberedLikeKnown(string text) => All.Any(known => WithoutNumber(known.Region) == WithoutNumber(text));

    private static string WithoutNumber(string region) => region.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
}
