using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// What the agent makes of an answer to PutLogs (Logtail collection process): quota and server errors are tried again,
/// missing permission and missing stores are not.
/// </summary>
internal static class PutLogsAnswer
{
    /// <summary>Judges an answer by status and error code.</summary>
    public static SendOutcome Judge(HttpStatusCode status, string body)
    {
        int number = (int)status;
        if (number is >= 200 and < 300)
        {
            return SendOutcome.Sent;
        }

        string code = ErrorCode(body);
        string reason = string.Create(CultureInfo.InvariantCulture, $"{number} {code}").TrimEnd();
        bool retry = number switch
        {
            // An operation that does not exist will not exist in three seconds.
            501 => false,
            >= 500 or 408 or 429 => true,
            403 => code.Length == 0 || code.Contains("Quota", StringComparison.OrdinalIgnoreCase),

            // The signature carries the time of its attempt, so the next one may fit again.
            400 => code.StartsWith("RequestTime", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
        return retry ? SendOutcome.Retry(reason) : SendOutcome.Reject(reason);
    }

    private static string ErrorCode(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("errorCode", out JsonElement code)
                && code.ValueKind == JsonValueKind.String
                    ? code.GetString()!
                    : string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }
}
