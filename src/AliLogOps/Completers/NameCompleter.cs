using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using AliLogOps.Connection;

namespace AliLogOps.Completers;

/// <summary>
/// Offers names that exist, from the runspace's open connection only. A key press must not hang or fail: after 300 ms the answer
/// is what is known by then, and the list that arrives later serves the next key press.
/// </summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_requestLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(30);
    private static readonly ConditionalWeakTable<AliLogConnection, ConcurrentDictionary<string, Entry>> s_cache = [];

    private protected abstract string Kind { get; }

    /// <summary>Whether the names lie in the project that the command line names.</summary>
    private protected virtual bool NeedsProject => true;

    /// <summary>Whether the names lie in the logstore that the command line names.</summary>
    private protected virtual bool NeedsLogstore => false;

    /// <summary>What follows a name that is offered.</summary>
    private protected virtual string Suffix => "";

    /// <summary>Where in what was typed the name begins.</summary>
    private protected virtual int BeginOf(string typed) => 0;

    /// <summary>Fetches the names; <paramref name="place"/> is the project, or project and logstore with a slash between.</summary>
    private protected abstract Task<IReadOnlyList<string>> FetchAsync(AliLogConnection connection, string place, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        var begin = BeginOf(word.Text);
        var part = new CompletionWord(word.Text[begin..]);
        foreach (var name in FindNames(fakeBoundParameters))
        {
            if (part.Matches(name))
            {
                yield return word.Result(word.Text[..begin] + name + Suffix, $"{Kind} {name}");
            }
        }
    }

    private IReadOnlyList<string> FindNames(IDictionary bound)
    {
        try
        {
            var project = NeedsProject ? bound?["ProjectName"]?.ToString() : "";
            var connection = bound?["Connection"] as AliLogConnection ?? DefaultConnections.Current;
            if (project is null || connection is not { IsOpen: true })
            {
                return [];
            }

            if (!NeedsLogstore)
            {
                return FindNames(connection, project);
            }

            var logstore = bound?["LogstoreName"];
            var name = logstore is IEnumerable list and not string ? list.Cast<object?>().FirstOrDefault() : logstore;
            return name is null ? [] : FindNames(connection, $"{project}/{name}");
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return [];
        }
    }

    private IReadOnlyList<string> FindNames(AliLogConnection connection, string project)
    {
        var entries = s_cache.GetOrCreateValue(connection);
        var key = $"{Kind}\0{project}";
        if (!entries.TryGetValue(key, out var entry) || entry.IsStale)
        {
            entry = new Entry(Task.Run(() => FetchInTimeAsync(connection, project)));
            entries[key] = entry;
        }

        return entry.Names.Wait(s_patience) ? entry.Names.Result : [];
    }

    private async Task<IReadOnlyList<string>> FetchInTimeAsync(AliLogConnection connection, string project)
    {
        using var limit = new CancellationTokenSource(s_requestLimit);
        return await FetchAsync(connection, project, limit.Token).ConfigureAwait(false);
    }

    private protected static async Task<IReadOnlyList<string>> ToListAsync(IAsyncEnumerable<string> names)
    {
        var list = new List<string>();
        await foreach (var name in names.ConfigureAwait(false))
        {
            list.Add(name);
        }

        return list;
    }

    private sealed class Entry(Task<IReadOnlyList<string>> names)
    {
        private readonly long _since = Environment.TickCount64;

        public Task<IReadOnlyList<string>> Names { get; } = names;

        public bool IsStale => Names.IsFaulted || Names.IsCanceled || Environment.TickCount64 - _since > s_freshness.TotalMilliseconds;
    }
}
