using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Client;

namespace AliLogOps.Completers;

/// <summary>Offers the profiles of the official tools' files.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        foreach (var (name, mode) in new CredentialChain().ListProfiles())
        {
            if (word.Matches(name))
            {
                yield return word.Result(name, $"profile {name} ({mode})");
            }
        }
    }
}
