using System.Net;
using System.Text;

namespace AliLogOps.Client;

/// <summary>Turns a signed request into the framework's message, byte for byte as it was signed.</summary>
internal static class HttpMessages
{
    /// <summary>The message.</summary>
    public static HttpRequestMessage Create(SignableRequest request, Uri baseUri, string host)
    {
        StringBuilder address = new(256);
        address.Append(baseUri.Scheme).Append("://").Append(host).Append(request.Path);
        char separator = '?';
        foreach ((string key, string value) in request.Query)
        {
            address.Append(separator).Append(PercentEncoding.Encode(key)).Append('=').Append(PercentEncoding.Encode(value));
            separator = '&';
        }

        // the path must go out as it was signed, so the framework must not tidy it
        Uri uri = new(address.ToString(), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        HttpRequestMessage message = new(new HttpMethod(request.Method), uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (request.Body.Length > 0 || request.Headers.Find("content-type") is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (name.StartsWith("content-", StringComparison.Ordinal))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
