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
        _uri = usable ? uri : throw new ArgumentException($"'{uri}' cannot hand out keys: give an https address, or an http address of this machine itself.", nameof(uri));
        _context = context;
    }

    /// <inheritdoc />
    public async Task<AccessKeyCredential> FetchAsync(CancellationToken cancellationToken)
    {
        string what = $"The credentials URI {_uri.GetLeftPart(UriPartial.Path)}";
        (HttpStatusCode status, string text) = await CredentialHttp.SendAsync(_context, HttpMethod.Get, _uri, null, what, cancellationToken).ConfigureAwait(false);
        return CredentialHttp.ReadKey(what, status, text);
    }

    /// <summary>The address without its query, which may hold a secret.</summary>
    public override string ToString() => _uri.GetLeftPart(UriPartial.Path);
}
