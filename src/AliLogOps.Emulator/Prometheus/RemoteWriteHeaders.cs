using System.Net.Http.Headers;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Prometheus;

/// <summary>The headers of remote write 1.0 (Prometheus remote write specification); which of them the service insists on is «unconfirmed».</summary>
internal static class RemoteWriteHeaders
{
    private const string Version1 = "prometheus.WriteRequest";
    private const string Version2 = "io.prometheus.write.v2.Request";

    /// <exception cref="SlsException">400 MissingContentType or InvalidCompressType, 415 InvalidContentType.</exception>
    public static void Check(RequestHeaders headers)
    {
        string type = headers["Content-Type"] ?? throw SlsErrors.MissingContentType().ToException();
        if (!MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? media) || !Same(media.MediaType, "application/x-protobuf"))
        {
            throw SlsErrors.InvalidContentType(type).ToException();
        }
        string message = media.Parameters.FirstOrDefault(parameter => Same(parameter.Name, "proto"))?.Value?.Trim('"') ?? Version1;
        if (message != Version1)
        {
            throw Unsupported(type, message == Version2 ? "remote write 2.0 is not supported" : $"the message {message} is not known");
        }
        string version = headers["X-Prometheus-Remote-Write-Version"] ?? "0.1.0";
        if (!version.StartsWith("0.1.", StringComparison.Ordinal))
        {
            throw Unsupported(type, $"remote write version {version} is not supported");
        }
        string? encoding = headers["Content-Encoding"];
        if (!Same(encoding, "snappy"))
        {
            throw new SlsError(400, "InvalidCompressType", encoding is null ? "header Content-Encoding is missing: it must be snappy" : $"Content-Encoding {encoding} is unsupported: it must be snappy").ToException();
        }
    }

    private static SlsException Unsupported(string type, string reason)
    {
        return new SlsError(415, "InvalidContentType", $"Content-Type {type} is unsupported: {reason}, send {Version1} of version 0.1.0 (protobuf_message: {Version1} in the configuration of Prometheus)").ToException();
    }

    private static bool Same(string? value, string expected)
    {
        return string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
    }
}
