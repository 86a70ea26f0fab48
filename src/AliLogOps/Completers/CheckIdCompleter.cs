using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Setup.Checklist;

namespace AliLogOps.Completers;

/// <summary>Completes the ids of checks.</summary>
public sealed class CheckIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return ChecklistRunner.Ids.Where(word.Matches).Select(id => word.Result(id, id));
    }
}
