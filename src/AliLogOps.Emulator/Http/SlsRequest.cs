using System.Net;

namespace AliLogOps.Emulator.Http;

/// <summary>A request as the operations see it, free of the web server.</summary>
internal sealed class SlsRequest
{
    public required string Method { get; init; }

    /// <summary>Path as on the request line, undecoded, never empty.</summary>
    public required string RawPath { get; init; }

    /// <summary>Path with percent sequences decoded.</summary>
    public required string Path { get; init; }

    public required QueryParameters Query { get; init; }

    public required RequestHeaders Headers { get; init; }

    /// <summary>Host as the client named it, port included; from X-Forwarded-Host when that is given.</summary>
    public required string Host { get; init; }

    /// <summary>Project of the host name, or null on a bare host.</summary>
    public required string? Project { get; init; }

    /// <summary>Body bytes as sent: what hashes and signatures cover.</summary>
    public required ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>Body after decompression; equal to <see cref="RawBody"/> if it was not compressed.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>24 upper-case hexadecimal digits, answered as x-log-requestid.</summary>
    public required string RequestId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public IPAddress? RemoteAddress { get; init; }

    public CancellationToken Aborted { get; init; }

    /// <summary>The fault that hits this request, once that is decided; null for none.</summary>
    public Faults.FaultRule? Fault { get; set; }
}
