using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Definitions;
using AliLogOps.Setup.Definition;

namespace AliLogOps.Completers;

/// <summary>Completes the environments of the definition named on the same line.</summary>
public sealed class SetupEnvironmentCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (fakeBoundParameters["Path"] is not string path)
        {
            return [];
        }

        try
        {
            var word = new CompletionWord(wordToComplete);
            var names = SetupLoader.EnvironmentsOf(SetupFile.Read(Path.GetFullPath(path), path).Root);
            return [.. names.Where(name => name.Length > 0 && word.Matches(name)).Select(name => word.Result(name, name))];
        }
        catch (Exception problem) when (problem is SetupDefinitionException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // completion is a help, not the place to report a broken file
            return [];
        }
    }
}
