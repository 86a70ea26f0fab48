using System.Text;

namespace AliLogOps.Client.Tests;

/// <summary>A request as the handler saw it.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Host => Headers["Host"];

    public string PathAndQuery => Uri.PathAndQuery;

    public string Text => Encoding.UTF8.GetString(Body);

    public static async Task<SentRequest> FromAsync(HttpRequestMessage message)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in message.Headers.NonValidated.Select(header => (header.Key, (IEnumerable<string>)header.Value)))
        {
            headers[name] = string.Join(", ", values);
        }

        byte[] body = [];
        if (message.Content is { } content)
        {
            body = await content.ReadAsByteArrayAsync();
            foreach ((string name, IEnumerable<string> values) in content.Headers.NonValidated.Select(header => (header.Key, (IEnumerable<string>)header.Value)))
            {
                headers[name] = string.Join(", ", values);
            }
        }

        return new SentRequest(message.Method.Method, message.RequestUri!, headers, body);
    }
}
