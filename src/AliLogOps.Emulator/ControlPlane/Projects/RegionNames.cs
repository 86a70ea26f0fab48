namespace AliLogOps.Emulator.ControlPlane;

/// <summary>The regions that the Log Service documentation lists ("Endpoints"); there are newer ones.</summary>
internal static class RegionNames
{
    // «unconfirmed»: whether DescribeRegions spells the names as the console does; those that are not known are left out
    private static readonly (string Region, string? English, string? Chinese)[] s_all =
    [
        ("cn-hangzhou", "China (Hangzhou)", "华东1（杭州）"),
        ("cn-shanghai", "China (Shanghai)", "华东2（上海）"),
        ("cn-qingdao", "China (Qingdao)", "华北1（青岛）"),
        ("cn-beijing", "China (Beijing)", "华北2（北京）"),
        ("cn-zhangjiakou", "China (Zhangjiakou)", "华北3（张家口）"),
        ("cn-huhehaote", "China (Hohhot)", "华北5（呼和浩特）"),
        ("cn-wulanchabu", "China (Ulanqab)", "华北6（乌兰察布）"),
        ("cn-shenzhen", "China (Shenzhen)", "华南1（深圳）"),
        ("cn-heyuan", "China (Heyuan)", "华南2（河源）"),
        ("cn-guangzhou", "China (Guangzhou)", "华南3（广州）"),
        ("cn-chengdu", "China (Chengdu)", "西南1（成都）"),
        ("cn-hongkong", "China (Hong Kong)", "中国香港"),
        ("ap-northeast-1", "Japan (Tokyo)", "日本（东京）"),
        ("ap-southeast-1", "Singapore", "新加坡"),
        ("ap-southeast-2", "Australia (Sydney)", "澳大利亚（悉尼）"),
        ("ap-southeast-3", "Malaysia (Kuala Lumpur)", "马来西亚（吉隆坡）"),
        ("ap-southeast-5", "Indonesia (Jakarta)", "印度尼西亚（雅加达）"),
        ("me-east-1", "UAE (Dubai)", "阿联酋（迪拜）"),
        ("us-west-1", "US (Silicon Valley)", "美国（硅谷）"),
        ("us-east-1", "US (Virginia)", "美国（弗吉尼亚）"),
        ("eu-central-1", "Germany (Frankfurt)", "德国（法兰克福）"),
        ("eu-west-1", "UK (London)", "英国（伦敦）"),
        ("ap-south-1", "India (Mumbai)", "印度（孟买）"),
        ("rus-west-1", null, null),
    ];

    /// <summary>The codes in the order of the documentation, and the emulator's own behind them if it is none of them.</summary>
    public static IEnumerable<string> With(string own)
    {
        return s_all.Select(known => known.Region).Append(own).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Name of a region in Chinese for the languages zh and zh-…, in English for any other; its code if it has none.</summary>
    public static string NameOf(string region, string? language)
    {
        bool chinese = language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;
        foreach ((string code, string? englishName, string? chineseName) in s_all)
        {
            if (code == region)
            {
                return (chinese ? chineseName : englishName) ?? region;
            }
        }
        return region;
    }
}
