using System.Globalization;
using System.Text;

namespace AliLogOps.Client;

/// <summary>
/// The one exception of the client: the service refused, did not answer, or answered what could not be understood.
/// No secret, token or signature is in any of its members.
/// </summary>
public sealed class LogServiceException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public LogServiceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What went wrong, in the terms a caller acts on.</summary>
    public ErrorKind Kind { get; init; }

    /// <summary>The service's code as it was sent, or one of the client's own (<see cref="ErrorCodes"/>).</summary>
    public string ErrorCode { get; init; } = ErrorCodes.ClientError;

    /// <summary>Which thing does not exist; <see cref="MissingResource.None"/> unless <see cref="Kind"/> is NotFound.</summary>
    public MissingResource MissingResource { get; init; }

    /// <summary>HTTP status; null when there was no answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The service's identifier of the request, for support; null when there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The service's own words; null when there were none.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>HTTP method; empty when nothing was sent.</summary>
    public string Method { get; init; } = string.Empty;

    /// <summary>Host the request was for; empty when nothing was sent.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>Path without the query; for ECS the action. Empty when nothing was sent.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>One sentence: what a person can do now.</summary>
    public string Remedy { get; init; } = string.Empty;

    /// <summary>After a refused signature: the text that was signed, with the token masked; otherwise null.</summary>
    public string? StringToSign { get; init; }

    /// <summary>After a refused signature of version 4 or ACS3: the canonical request, with the token masked; otherwise null.</summary>
    public string? CanonicalRequest { get; init; }

    /// <summary>After a refused time: the service's clock minus this machine's; otherwise null.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Whether an earlier attempt may have taken effect although its answer did not arrive.</summary>
    internal bool AfterUnknownOutcome { get; init; }

    /// <summary>When the first attempt was sent, by this machine's clock.</summary>
    internal DateTimeOffset? FirstAttemptTime { get; init; }

    /// <summary>Whether the cause is one that a repeat may cure.</summary>
    internal bool IsTransient { get; init; }

    /// <summary>Whether the request may have taken effect.</summary>
    internal bool IsOutcomeUnknown { get; init; }

    /// <summary>How long the service asked to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Message, remedy and the facts support asks for.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(Kind).Append(' ').Append(ErrorCode).Append(": ").Append(Message);
        if (Remedy.Length > 0)
        {
            text.Append(' ').Append(Remedy);
        }

        text.Append(CultureInfo.InvariantCulture, $" [{Method} {Host}{(Path.StartsWith('/') ? string.Empty : " ")}{Path}, status {HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "none"}, request id {RequestId ?? "none"}, attempts {Attempts}]");
        if (InnerException is not null)
        {
            text.Append(" <- ").Append(InnerException.GetType().Name).Append(": ").Append(InnerException.Message);
        }

        return text.AppendLine().Append(StackTrace).ToString();
    }
}
