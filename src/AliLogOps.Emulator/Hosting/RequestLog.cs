using System.Globalization;
using AliLogOps.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AliLogOps.Emulator.Hosting;

/// <summary>One line per request, as key=value pairs; no query, no header and no body, so that nothing secret is in it.</summary>
internal sealed class RequestLog(TextWriter? output, TimeProvider clock)
{
    private readonly Lock _lock = new();

    public void Request(SlsRequest? request, IHttpRequestFeature http, SlsResult result, string requestId, TimeSpan duration)
    {
        if (output is null)
        {
            return;
        }
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"time={Now()} method={http.Method} project={request?.Project ?? "-"} path={request?.RawPath ?? "-"} status={result.Status} bytes={result.Body.Length} ms={duration.TotalMilliseconds:0.0} requestid={requestId}{Fault(request)}");
        Write(line);
    }

    private static string Fault(SlsRequest? request)
    {
        return request?.Fault is { } fault ? $" fault={fault.Name}" : "";
    }

    /// <summary>A fault of the emulator itself, on a line of its own before that of the request.</summary>
    public void Failure(string requestId, Exception exception)
    {
        if (output is not null)
        {
            string text = exception.ToString().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n");
            Write($"time={Now()} requestid={requestId} failure=\"{text}\"");
        }
    }

    private string Now()
    {
        return clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            output!.WriteLine(line);
        }
    }
}
