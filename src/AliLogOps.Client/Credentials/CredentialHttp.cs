using System.Net;
using System.Text;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>Small unsigned requests to places that hand out keys: the metadata service, a credentials URI.</summary>
internal static class CredentialHttp
{
    private const int Attempts = 3;
    private const int LargestBody = 64 * 1024;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    // never through a proxy: these addresses exist on this machine or its own network only
    private static readonly Lazy<HttpMessageInvoker> s_invoker = new(() => new HttpMessageInvoker(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
    }));

    /// <summary>Sends; gives status and text. Faults and 5xx are repeated a few times.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> SendAsync(CredentialContext context, HttpMethod method, Uri uri, (string Name, string Value)? header, string what, CancellationToken cancellationToken)
    {
        using HttpMessageInvoker? own = context.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                (HttpStatusCode status, string text) = await SendOnceAsync(own ?? s_invoker.Value, method, uri, header, cancellationToken).ConfigureAwait(false);
                if ((int)status < 500 || attempt == Attempts)
                {
                    return (status, text);
                }
            }
            catch (Exception fault) when (ConnectionFaults.IsFault(fault))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == Attempts)
                {
                    throw CredentialFailure.Create($"{what} at {uri.GetLeftPart(UriPartial.Authority)} was not reached: {fault.Message}", "Check that it runs and can be reached from here, or use another way to give a key.", fault);
                }
            }

            await Task.Delay(s_pause * attempt, context.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A key in the form both places answer with (ECS: "Instance RAM roles").</summary>
    public static AccessKeyCredential ReadKey(string what, HttpStatusCode status, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement json = document.RootElement;
            string? code = json.GetText("Code");
            if (status != HttpStatusCode.OK || (code is not null && code != "Success"))
            {
                throw CredentialFailure.Create($"{what} gave no key: status {(int)status}{(code is null ? string.Empty : $", code {code}")}.", "Check the name of the role and that it is attached.");
            }

            return CredentialFailure.Key($"The answer of {what}", json.GetText("AccessKeyId"), json.GetText("AccessKeySecret"), json.GetText("SecurityToken"), json.GetTime("Expiration"));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // the second is how the framework reports text that is no Unicode
            throw CredentialFailure.Create($"{what} answered {text.Length} characters that are no JSON (status {(int)status}).", "Check the address.", fault);
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendOnceAsync(HttpMessageInvoker invoker, HttpMethod method, Uri uri, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        using HttpRequestMessage request = new(method, uri);
        if (header is { } pair)
        {
            request.Headers.TryAddWithoutValidation(pair.Name, pair.Value);
        }

        using HttpResponseMessage answer = await invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        return (answer.StatusCode, await ReadTextAsync(answer.Content, limit.Token).ConfigureAwait(false));
    }

    // read by hand: the framework's buffering heeds neither the limit nor the caller once the headers are here
    private static async Task<string> ReadTextAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] body = new byte[LargestBody + 1];
        int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length <= LargestBody
            ? Encoding.UTF8.GetString(body, 0, length).TrimStart('\uFEFF')
            : throw new IOException($"it answered with more than the {LargestBody} bytes a key can take");
    }
}
