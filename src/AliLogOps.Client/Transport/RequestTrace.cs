namespace AliLogOps.Client;

/// <summary>What happened to one attempt of a request; holds no secret, no query and no body.</summary>
public sealed record RequestTrace
{
    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Host the request was for.</summary>
    public required string Host { get; init; }

    /// <summary>Path without the query; for ECS the action.</summary>
    public required string Path { get; init; }

    /// <summary>Number of this attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Time from sending to the end of the answer.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>HTTP status; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The service's identifier of the request; null when there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Code of the failure; null after success.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Bytes of the body sent.</summary>
    public int RequestBytes { get; init; }

    /// <summary>Bytes of the body received, as they came over the wire; 0 after a failure.</summary>
    public int ResponseBytes { get; init; }

    /// <summary>The wait before the next attempt; null when there is none.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>One line for a verbose stream.</summary>
    public override string ToString() =>
        $"{Method} {Host}{(Path.StartsWith('/') ? string.Empty : " ")}{Path} -> {Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer"}{(ErrorCode is null ? string.Empty : " " + ErrorCode)} in {Duration.TotalMilliseconds:F0} ms, request id {RequestId ?? "none"}, attempt {Attempt}{(RetryDelay is { } delay ? $", next in {delay.TotalMilliseconds:F0} ms" : string.Empty)}";
}
