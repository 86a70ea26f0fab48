using System.Net;

namespace AliLogOps.Client;

/// <summary>Keys from a helper that serves them over HTTP, as the official tools' <c>CredentialsURI</c>.</summary>
public sealed class UriSource : ICredentialSource
{
    private readonly Uri _uri;
    private readonly CredentialContext _context;

    /// <summary>Makes one; nothing is sent.</summary>
    /// <param name="uri">Address of the helper; plain HTTP only on this machine.</param>
    /// <param name="context">The world around it.</param>
    /// <exception cref="ArgumentException">The address cannot be used.</exception>
    public UriSource(Uri uri, CredentialContext context)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(context);
        bool usable = uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && LogServiceEndpoint.IsLoopbackHost(uri.Host)));
        if (!usable)
        {
            throw new ArgumentException($"'{Show(uri)}' cannot hand out keys: give an https address, or an http address of this machine itself.", nameof(uri));
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new ArgumentException($"The address of '{Show(uri)}' holds a user or a password, which would not be sent: leave them out.", nameof(uri));
        }

        _uri = uri;
        _context = context;
    }

    /// <inheritdoc />
    public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
    {
        string what = $"The credentials URI {Show(_uri)}";
        (HttpStatusCode status, string text) = await CredentialHttp.SendAsync(_context, HttpMethod.Get, _uri, null, what, cancellationToken).ConfigureAwait(false);
        return CredentialHttp.ReadKey(what, status, text);
    }

    /// <summary>The address without its query, which may hold a secret.</summary>
    public override string ToString() => Show(_uri);

    // user, password and query may be secrets
    private static string Show(Uri uri)
    {
        if (uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
        {
            return uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        }

        string text = uri.OriginalString.Split('?', 2)[0];
        int user = text.LastIndexOf('@');
        return user < 0 ? text : "…" + text[user..];
    }
}
