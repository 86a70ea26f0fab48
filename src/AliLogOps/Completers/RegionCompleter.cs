using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AliLogOps.Completers;

/// <summary>Offers the regions the public endpoint page lists. Any other region can be typed: new ones need no release of ours.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    // Log Service API: Endpoints
    private static readonly (string Region, string Place)[] s_regions =
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

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        foreach (var (region, place) in s_regions)
        {
            if (word.Matches(region))
            {
                yield return word.Result(region, place);
            }
        }
    }
}
