using AliLogOps.Client;

namespace AliLogOps.Setup;

/// <summary>
/// Reads a resource that may not exist. Only the service's not-found answer about that very resource means that it does not: a
/// refusal, a time-out or a missing parent must never lead to a create.
/// </summary>
internal static class Existing
{
    private static readonly MissingResource[] s_projectOnly = [MissingResource.Project];

    /// <summary>What a rehearsal may find missing above a logstore, group or config.</summary>
    public static MissingResource[] Parent(bool assume) => assume ? s_projectOnly : [];

    /// <summary>The resource, or null when the service says that it (or, in a rehearsal, a parent) does not exist.</summary>
    public static async Task<T?> OrNullAsync<T>(Task<T> read, MissingResource own, params MissingResource[] parents)
        where T : class
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (LogServiceException problem) when (problem.Kind == ErrorKind.NotFound && (problem.MissingResource == own || parents.Contains(problem.MissingResource)))
        {
            return null;
        }
    }

    /// <summary>
    /// Reads back what was just written. The write was accepted, so a service that does not show it yet, or a key that may write but
    /// not read, is no failure of it: what was sent stands in.
    /// </summary>
    public static async Task<T> OrSentAsync<T>(Task<T> read, T sent)
        where T : class
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        catch (LogServiceException)
        {
            return sent;
        }
    }
}
