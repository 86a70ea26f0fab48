namespace AliLogOps.Client;

/// <summary>Makes the client's exception from what is known of an attempt.</summary>
internal static class Failures
{
    private const string ProtocolRemedy = "Check that the endpoint is the Log Service and not a proxy's or login page; report it with the request id if it is.";

    /// <summary>An exception with the attempt's facts.</summary>
    public static LogServiceException Create(RequestFacts facts, string message, string code, ErrorEntry entry, FailureDetails details) => new(message, details.InnerException)
    {
        Kind = entry.Kind,
        ErrorCode = code,
        Remedy = entry.Remedy,
        MissingResource = entry.Kind == ErrorKind.NotFound ? entry.Missing : MissingResource.None,
        Method = facts.Method,
        Host = facts.Host,
        Path = facts.Path,
        Attempts = facts.Attempt,
        AfterUnknownOutcome = facts.AfterUnknownOutcome,
        FirstAttemptTime = facts.FirstAttemptTime,
        HttpStatus = details.HttpStatus,
        RequestId = details.RequestId,
        ServiceMessage = details.ServiceMessage,
        IsTransient = details.IsTransient,
        IsOutcomeUnknown = details.IsOutcomeUnknown,
        RetryAfter = details.RetryAfter,
        ClockOffset = details.ClockOffset,
        StringToSign = details.SignedText is { } text ? Redactor.Redact(text.StringToSign, facts.Credential) : null,
        CanonicalRequest = details.SignedText?.CanonicalRequest is { } canonical ? Redactor.Redact(canonical, facts.Credential) : null,
    };

    /// <summary>The answer could not be understood. A damaged body may come whole the next time; its effect on the service is not known.</summary>
    public static LogServiceException Protocol(RequestFacts facts, int? status, string? requestId, string what, Exception? cause = null) =>
        Create(
            facts,
            $"The answer of {facts.Host} to {facts.Method} {facts.Path} cannot be understood: {Redactor.Redact(what, facts.Credential, facts.Signature)}.",
            ErrorCodes.BadResponse,
            new(ErrorKind.Protocol, ProtocolRemedy),
            new() { HttpStatus = status, RequestId = requestId, InnerException = cause, IsTransient = true, IsOutcomeUnknown = true });

    /// <summary>The answer to a request that had succeeded could not be understood.</summary>
    public static LogServiceException Protocol(ServiceResponse response, string what, Exception? cause = null) =>
        Protocol(response.Facts, response.Status, response.RequestId, what, cause);
}
