using System.Globalization;
using AliLogOps.Client;

namespace AliLogOps.Commands;

/// <summary>
/// Leads the request lines of a shared client to the very command that caused the request: the sink travels with the asynchronous
/// flow, so commands of several runspaces can use one connection.
/// </summary>
internal static class RequestTraceSink
{
    private static readonly AsyncLocal<Action<RequestTrace>?> s_current = new();

    /// <summary>Takes the lines of everything started until the scope is disposed.</summary>
    public static Scope Use(Action<RequestTrace> sink)
    {
        var scope = new Scope(s_current.Value);
        s_current.Value = sink;
        return scope;
    }

    /// <summary>Takes the lines of everything started until the scope is disposed, and leaves them to the sink before as well.</summary>
    public static Scope Also(Action<RequestTrace> sink)
    {
        var before = s_current.Value;
        return Use(trace =>
        {
            sink(trace);
            before?.Invoke(trace);
        });
    }

    /// <summary>What the client calls for each request.</summary>
    public static void Publish(RequestTrace trace) => s_current.Value?.Invoke(trace);

    /// <summary>One line: method, host and path, status, duration, attempt, request id.</summary>
    public static string Describe(RequestTrace trace) => trace.ToString();

    internal readonly struct Scope(Action<RequestTrace>? before) : IDisposable
    {
        public void Dispose() => s_current.Value = before;
    }
}
