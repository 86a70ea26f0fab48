using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>Answers on the paths of Prometheus (Log Service documentation, "MetricStore HTTP API return values").</summary>
internal static class PrometheusAnswers
{
    /// <summary>The one path of the service that carries the project.</summary>
    public const string Prefix = "/prometheus/";

    private const string RequestId = "x-sls-request-id";

    /// <param name="rawPath">Path as on the request line.</param>
    public static bool IsFor(string rawPath)
    {
        return PercentEncoding.Decode(rawPath).StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>What a write answers.</summary>
    public static SlsResult Success(string requestId)
    {
        return SlsResult.Empty.With(RequestId, requestId);
    }

    /// <summary>An error in the form of Prometheus, with the service's own code and what a repeat is good for.</summary>
    public static SlsResult Error(SlsError error, string requestId)
    {
        SlsResult answer = SlsResult.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("status", "error");
                writer.WriteString("errorType", ErrorType(error.Status));
                writer.WriteString("error", error.Message);
                writer.WriteStartObject("slsStatus");
                writer.WriteString("retryPolicy", RetryPolicy(error));
                writer.WriteString("errorCode", error.Code);
                writer.WriteStartArray("errorMessages");
                writer.WriteStringValue(error.Message);
                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndObject();
            },
            error.Status).With(RequestId, requestId);
        // clients that hold their key back until they are asked for it need the question
        return error.Status == 401 ? answer.With("www-authenticate", "Basic realm=\"Log Service\"") : answer;
    }

    /// <summary>«unconfirmed»: the types are those of the API of Prometheus, their places are a guess.</summary>
    private static string ErrorType(int status)
    {
        return status switch
        {
            404 => "not_found",
            503 => "unavailable",
            >= 500 => "internal",
            _ => "bad_data",
        };
    }

    /// <summary>The policies are documented; which error has which is «unconfirmed» but for throttling and faults of the service.</summary>
    private static string RetryPolicy(SlsError error)
    {
        bool throttled = error.Status == 429
            || (error.Status == 403 && (error.Code.EndsWith("QuotaExceed", StringComparison.Ordinal) || error.Code.EndsWith("LimitExceeded", StringComparison.Ordinal)));
        // what is not implemented will not be after a while either
        return throttled ? "Once" : error.Status is >= 500 and not 501 ? "Continuous" : "None";
    }
}
