using System.Net;
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
        catch (JsonException fault)
        {
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
        await answer.Content.LoadIntoBufferAsync(LargestBody).ConfigureAwait(false);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
    }
}
