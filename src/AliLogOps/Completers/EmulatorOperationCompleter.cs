using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps.Completers;

/// <summary>Offers the operations of the emulator this session runs.</summary>
public sealed class EmulatorOperationCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return [.. Operations().Where(word.Matches).Select(operation => word.Result(operation, operation))];
    }

    private static IReadOnlyList<string> Operations()
    {
        if (SessionEmulators.All.FirstOrDefault(handle => handle.IsRunning) is not { } emulator)
        {
            return [];
        }

        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            return emulator.Control.ListOperationsAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is LogServiceException or OperationCanceledException)
        {
            // nothing to offer
            return [];
        }
    }
}
