using System.Globalization;
using System.Net.Http.Headers;

namespace AliLogOps.Client;

/// <summary>A successful answer with its body read and decompressed. Dispose gives the body's buffer back.</summary>
internal sealed class ServiceResponse : IDisposable
{
    private readonly HttpResponseMessage _message;
    private readonly PooledBytes _body;

    public ServiceResponse(HttpResponseMessage message, PooledBytes body, string? requestId, int wireBytes)
    {
        _message = message;
        _body = body;
        RequestId = requestId;
        WireBytes = wireBytes;
    }

    /// <summary>The service's identifier of the request.</summary>
    public string? RequestId { get; }

    /// <summary>HTTP status.</summary>
    public int Status => (int)_message.StatusCode;

    /// <summary>Bytes of the body as they came.</summary>
    public int WireBytes { get; }

    /// <summary>Body, decompressed.</summary>
    public ReadOnlyMemory<byte> Body => _body.Memory;

    /// <summary>The request as it went out, for error texts.</summary>
    public required RequestFacts Facts { get; init; }

    /// <summary>A header's value, or null.</summary>
    public string? Header(string name) => Find(_message.Headers, name) ?? Find(_message.Content.Headers, name);

    /// <summary>A header that is a whole number; null when it is absent or none.</summary>
    public long? NumberHeader(string name) =>
        long.TryParse(Header(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <inheritdoc />
    public void Dispose()
    {
        _body.Dispose();
        _message.Dispose();
    }

    internal static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
}
