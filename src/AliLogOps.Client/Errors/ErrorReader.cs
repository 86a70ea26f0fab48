using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Reads a refusal: code, message, request id, and what it means.</summary>
internal static class ErrorReader
{
    // as much of a foreign body as is looked at for secrets, and as much of it as is shown
    private const int SearchedBytes = 16 * 1024;
    private const int ShownCharacters = 200;

    /// <summary>The exception for an answer whose status says failure.</summary>
    public static LogServiceException Read(ServiceDialect dialect, HttpResponseMessage answer, ReadOnlyMemory<byte> body, string? requestId, RequestFacts facts, TimeSpan? clockOffset, DateTimeOffset now)
    {
        int status = (int)answer.StatusCode;
        TimeSpan? retryAfter = ReadRetryAfter(answer, now);
        if (!TryParse(dialect, body, out string code, out string message, out string? bodyRequestId))
        {
            return ReadForeign(answer, status, body, requestId, retryAfter, facts);
        }

        requestId ??= bodyRequestId;
        message = Redactor.Redact(message, facts.Credential, facts.Signature);
        ErrorEntry entry = Classify(status, code, message, facts);
        bool signature = IsSignatureCode(code);
        return Failures.Create(facts, MessageFor(code, message, entry, clockOffset), code, entry, new()
        {
            HttpStatus = status,
            RequestId = requestId,
            ServiceMessage = message,
            RetryAfter = retryAfter,
            IsTransient = IsTransient(status, code, entry),
            IsOutcomeUnknown = status >= 500,
            ClockOffset = entry.Kind == ErrorKind.ClockSkew ? clockOffset : null,
            SignedText = signature ? facts.Explain?.Invoke() : null,
        });
    }

    // a gateway's page, a proxy's refusal, a login form: never a statement of the service about its resources
    private static LogServiceException ReadForeign(HttpResponseMessage answer, int status, ReadOnlyMemory<byte> body, string? requestId, TimeSpan? retryAfter, RequestFacts facts)
    {
        string type = answer.Content.Headers.ContentType?.MediaType ?? "no content type";
        string what = $"status {status} with {body.Length} bytes of {type} instead of an error in JSON{Quote(body.Span, facts)}";
        if (status >= 500 || status is 408 or 429)
        {
            ErrorKind kind = status switch { 429 => ErrorKind.Throttled, 501 => ErrorKind.NotSupported, _ => ErrorKind.Unavailable };
            return Failures.Create(facts, $"{facts.Host} failed: {Redactor.Redact(what, facts.Credential, facts.Signature)}", ErrorCodes.BadResponse,
                new(kind, "Run the command again in a moment; if it stays so, look at the service's state and any proxy in between."),
                new() { HttpStatus = status, RequestId = requestId, RetryAfter = retryAfter, IsTransient = status != 501, IsOutcomeUnknown = status != 429 });
        }

        LogServiceException failure = Failures.Protocol(facts, status, requestId, what);
        return Failures.Create(facts, failure.Message, failure.ErrorCode, new(failure.Kind, failure.Remedy), new() { HttpStatus = status, RequestId = requestId });
    }

    private static bool TryParse(ServiceDialect dialect, ReadOnlyMemory<byte> body, out string code, out string message, out string? requestId)
    {
        code = message = string.Empty;
        requestId = null;
        if (body.IsEmpty)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(dialect.CodeMember, out JsonElement codeElement) || codeElement.ValueKind != JsonValueKind.String)
            {
                return false;
            }

            code = codeElement.GetString()!;
            message = root.GetText(dialect.MessageMember) ?? string.Empty;
            requestId = root.GetText("RequestId") ?? root.GetText("requestId");
            return code.Length > 0;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ErrorEntry Classify(int status, string code, string message, RequestFacts facts)
    {
        if (status == 429 || (status == 403 && IsThrottleCode(code)))
        {
            return ErrorTable.Find("Throttling")!.Value;
        }

        if (code.Equals("Unauthorized", StringComparison.OrdinalIgnoreCase))
        {
            return ClassifyUnauthorized(message);
        }

        // deleting or changing an index that is not there has no code of its own (DeleteIndex, UpdateIndex)
        if (code.Equals("ParameterInvalid", StringComparison.OrdinalIgnoreCase) && facts.Method is "PUT" or "DELETE"
            && facts.Path.EndsWith("/index", StringComparison.Ordinal) && message.Contains("index is not created", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorTable.Find("IndexConfigNotExist")!.Value;
        }

        if (ErrorTable.Find(code) is { } entry)
        {
            return entry;
        }

        return status switch
        {
            >= 500 and not 501 => ErrorTable.Find("InternalServerError")!.Value,
            501 => ErrorTable.Find("NotImplemented")!.Value,
            401 => ErrorTable.Find("InvalidAccessKeyId")!.Value,
            403 => ErrorTable.Find("Forbidden")!.Value,
            400 => ErrorTable.Find("ParameterInvalid")!.Value,
            _ => new(ErrorKind.Unknown, "Read the service's message; give support the request id."),
        };
    }

    // one code stands for an unknown or disabled key, a bad token, and a missing permission
    private static ErrorEntry ClassifyUnauthorized(string message)
    {
        if (message.Contains("security token", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorTable.Find("InvalidSecurityToken.Expired")!.Value;
        }

        return message.Contains("AccessKeyId", StringComparison.OrdinalIgnoreCase) || message.Contains("access key", StringComparison.OrdinalIgnoreCase)
            ? ErrorTable.Find("InvalidAccessKeyId")!.Value
            : ErrorTable.Find("Unauthorized")!.Value;
    }

    private static bool IsThrottleCode(string code) =>
        !code.Equals("ProjectQuotaExceed", StringComparison.OrdinalIgnoreCase)
        && (code.EndsWith("QuotaExceed", StringComparison.OrdinalIgnoreCase)
            || code.EndsWith("QpsLimitExceeded", StringComparison.OrdinalIgnoreCase)
            || code.EndsWith("QpsLimitExceed", StringComparison.OrdinalIgnoreCase));

    private static bool IsSignatureCode(string code) =>
        code.Equals("SignatureNotMatch", StringComparison.OrdinalIgnoreCase)
        || code.Equals("SignatureDoesNotMatch", StringComparison.OrdinalIgnoreCase)
        || code.Equals("IncompleteSignature", StringComparison.OrdinalIgnoreCase);

    private static bool IsTransient(int status, string code, ErrorEntry entry) =>
        entry.Kind is ErrorKind.Throttled or ErrorKind.Unavailable
        || (status >= 500 && status != 501)
        || code.Equals("SignatureNonceUsed", StringComparison.OrdinalIgnoreCase);

    private static string MessageFor(string code, string message, ErrorEntry entry, TimeSpan? clockOffset)
    {
        string text = message.Length > 0 ? message : $"The service answered {code}.";
        return entry.Kind == ErrorKind.ClockSkew && clockOffset is { } offset
            ? string.Create(CultureInfo.InvariantCulture, $"{text} The service's clock is {Math.Abs(offset.TotalSeconds):F0} s {(offset > TimeSpan.Zero ? "ahead of" : "behind")} this machine's.")
            : text;
    }

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage answer, DateTimeOffset now)
    {
        string? text = ServiceResponse.Find(answer.Headers, "Retry-After");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until))
        {
            return until > now ? until - now : TimeSpan.Zero;
        }

        // the unit of this header is not documented; the official client reads milliseconds («unconfirmed»)
        text = ServiceResponse.Find(answer.Headers, "x-acs-retry-after");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    // secrets are taken out before the text is cut: the half of one would not be recognised
    private static string Quote(ReadOnlySpan<byte> body, RequestFacts facts)
    {
        if (body.IsEmpty)
        {
            return string.Empty;
        }

        string begin = Redactor.Redact(Encoding.UTF8.GetString(body[..Math.Min(body.Length, SearchedBytes)]), facts.Credential, facts.Signature);
        StringBuilder text = new(begin, 0, Math.Min(begin.Length, ShownCharacters), ShownCharacters);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                text[i] = ' ';
            }
        }

        return $", beginning '{text.ToString().Trim()}'";
    }
}
