using System.Globalization;
using System.Net.Sockets;

namespace AliLogOps.Client;

/// <summary>What the framework's exceptions of a broken exchange mean.</summary>
internal static class ConnectionFaults
{
    /// <summary>Whether an exception is a fault of the exchange, not of this program.</summary>
    public static bool IsFault(Exception fault) =>
        fault is HttpRequestException or IOException or OperationCanceledException or SocketException;

    /// <summary>The exception a caller sees.</summary>
    public static LogServiceException ToException(Exception fault, bool timedOut, TimeSpan timeout, HttpResponseMessage? answer, RequestFacts facts)
    {
        if (timedOut || fault is OperationCanceledException)
        {
            return Timeout(fault, timedOut, timeout, answer, facts);
        }

        if (fault is TruncatedBodyException || ErrorOf(fault) == HttpRequestError.ResponseEnded)
        {
            return Truncated(fault, answer, facts);
        }

        HttpRequestError? error = ErrorOf(fault);
        if (error == HttpRequestError.ProxyTunnelError)
        {
            return ProxyRefused(facts, (int?)(fault as HttpRequestException)?.StatusCode, fault);
        }

        if (facts.Proxy is not null && error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError)
        {
            return ProxyNotReached(fault, facts);
        }

        (string code, string what, string remedy, bool sent) = error switch
        {
            HttpRequestError.NameResolutionError => (ErrorCodes.HostNotFound, "has no address", $"{GuessRegion(facts.Host)}Check the region and endpoint, and that this machine can resolve names.", false),
            HttpRequestError.SecureConnectionError => (ErrorCodes.SecureConnectionFailed, "did not make a secure connection", "Check the endpoint, the clock and the certificates this machine trusts; a proxy may be in between.", false),
            HttpRequestError.ConnectionError => (ErrorCodes.ConnectionFailed, "was not reached", "Check the endpoint, the network and the proxy; for the emulator, that it is running.", false),
            _ => (ErrorCodes.ConnectionFailed, "broke the connection", "Run the command again; if it stays so, look at the network and any proxy in between.", true),
        };
        return Failures.Create(
            facts,
            $"{facts.Host} {what}: {Redactor.Redact(Innermost(fault).Message, facts.Credential, facts.Signature)}",
            code,
            new(ErrorKind.Connection, remedy),
            new() { IsTransient = error != HttpRequestError.SecureConnectionError, IsOutcomeUnknown = sent, InnerException = fault, HttpStatus = StatusOf(answer) });
    }

    /// <summary>The proxy answered in the service's place. What the framework says of it may hold the proxy's password, and is left out.</summary>
    public static LogServiceException ProxyRefused(RequestFacts facts, int? status, Exception? fault)
    {
        bool asksWho = status == 407;
        string what = status is { } known ? string.Create(CultureInfo.InvariantCulture, $" It answered with status {known}{(asksWho ? ", that is, it asks for a user" : string.Empty)}.") : string.Empty;
        return Failures.Create(
            facts,
            $"The proxy {facts.Proxy} does not let requests to {facts.Host} through.{what}",
            ErrorCodes.ProxyRefused,
            new(ErrorKind.Connection, asksWho ? "Give the proxy's user and password with Connect-AliLog -ProxyCredential." : "Ask whoever runs the proxy to allow this host, or give another one with Connect-AliLog -Proxy."),
            new() { IsTransient = status >= 500, HttpStatus = status, InnerException = fault is null || HoldsUser(fault) ? null : fault });
    }

    private static LogServiceException ProxyNotReached(Exception fault, RequestFacts facts) => Failures.Create(
        facts,
        $"The proxy {facts.Proxy} was not reached: {Innermost(fault).Message}",
        ErrorCodes.ProxyNotReached,
        new(ErrorKind.Connection, "Check the proxy's address and that it runs: the one given with Connect-AliLog -Proxy, else the one in the variables HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; NO_PROXY names hosts that need none."),
        new() { IsTransient = true, InnerException = fault });

    private static bool HoldsUser(Exception fault) => fault.ToString().Contains('@', StringComparison.Ordinal);

    private static LogServiceException Timeout(Exception fault, bool timedOut, TimeSpan timeout, HttpResponseMessage? answer, RequestFacts facts)
    {
        string what = timedOut
            ? string.Create(CultureInfo.InvariantCulture, $"{facts.Host} did not {(answer is null ? "answer" : "finish its answer")} within {timeout.TotalSeconds:0.###} s")
            : $"{facts.Host} was not reached in time";
        return Failures.Create(
            facts,
            what,
            ErrorCodes.NoAnswerInTime,
            new(ErrorKind.Timeout, "Run the command again, with a longer timeout or a smaller range if it asks for much."),
            new() { IsTransient = true, IsOutcomeUnknown = timedOut, InnerException = fault, HttpStatus = StatusOf(answer) });
    }

    private static LogServiceException Truncated(Exception fault, HttpResponseMessage? answer, RequestFacts facts)
    {
        string detail = fault is TruncatedBodyException ? fault.Message : "The connection was closed before the answer was complete.";
        return Failures.Create(
            facts,
            $"{facts.Host} sent a truncated answer. {detail}",
            ErrorCodes.TruncatedResponse,
            new(ErrorKind.Protocol, "Run the command again; if it stays so, look at the network and any proxy in between."),
            new() { IsTransient = true, IsOutcomeUnknown = true, InnerException = fault, HttpStatus = StatusOf(answer) });
    }

    private static string GuessRegion(string host) =>
        RegionName.FindIn(host) is { } region && KnownRegions.FindMeant(region) is { } meant ? $"No region '{region}' is known here; did you mean '{meant}'? " : string.Empty;

    private static int? StatusOf(HttpResponseMessage? answer) => answer is null ? null : (int)answer.StatusCode;

    private static HttpRequestError? ErrorOf(Exception fault) => fault switch
    {
        HttpRequestException http => http.InnerException is HttpIOException io && http.HttpRequestError == HttpRequestError.Unknown ? io.HttpRequestError : http.HttpRequestError,
        HttpIOException io => io.HttpRequestError,
        _ => null,
    };

    private static Exception Innermost(Exception fault)
    {
        while (fault.InnerException is { } inner)
        {
            fault = inner;
        }

        return fault;
    }
}
