using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps.Completers;

/// <summary>Offers what an emulator of this session knows: the one the command line names, else the first that runs.</summary>
public abstract class EmulatorCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Asks the emulator.</summary>
    private protected abstract Task<IEnumerable<string>> FetchAsync(EmulatorClient control, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return [.. Find(fakeBoundParameters).Where(word.Matches).Select(name => word.Result(name, name))];
    }

    private string[] Find(IDictionary bound)
    {
        var named = (bound?["Emulator"] as LogEmulator)?.Handle;
        if (new[] { named }.Concat(SessionEmulators.All).FirstOrDefault(handle => handle?.IsRunning == true) is not { } emulator)
        {
            return [];
        }

        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            return [.. Task.Run(() => FetchAsync(emulator.Control, patience.Token), patience.Token).GetAwaiter().GetResult()];
        }
        catch (Exception problem) when (problem is LogServiceException or OperationCanceledException)
        {
            // a key press must not fail
            return [];
        }
    }
}

/// <summary>Operations of the service that the emulator has.</summary>
public sealed class EmulatorOperationCompleter : EmulatorCompleter
{
    private protected override async Task<IEnumerable<string>> FetchAsync(EmulatorClient control, CancellationToken cancellationToken) =>
        await control.ListOperationsAsync(cancellationToken).ConfigureAwait(false);
}

/// <summary>Hosts that the emulator's stand-in agents play.</summary>
public sealed class EmulatorAgentCompleter : EmulatorCompleter
{
    private protected override async Task<IEnumerable<string>> FetchAsync(EmulatorClient control, CancellationToken cancellationToken) =>
        (await control.ListAgentsAsync(cancellationToken).ConfigureAwait(false)).Select(agent => agent.HostName);
}

/// <summary>Faults that are set.</summary>
public sealed class EmulatorFaultCompleter : EmulatorCompleter
{
    private protected override async Task<IEnumerable<string>> FetchAsync(EmulatorClient control, CancellationToken cancellationToken) =>
        (await control.GetDialAsync(cancellationToken).ConfigureAwait(false)).Faults.Select(fault => fault.Name ?? "").Where(name => name.Length > 0);
}
