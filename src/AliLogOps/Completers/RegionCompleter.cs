using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Client;

namespace AliLogOps.Completers;

/// <summary>Offers the regions the public endpoint page lists. Any other region can be typed: new ones need no release of ours.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        foreach (var (region, place) in KnownRegions.All)
        {
            if (word.Matches(region))
            {
                yield return word.Result(region, place);
            }
        }
    }
}
