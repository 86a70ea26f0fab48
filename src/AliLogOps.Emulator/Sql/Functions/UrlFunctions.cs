using System.Net;
using static AliLogOps.Emulator.Sql.SqlType;

namespace AliLogOps.Emulator.Sql.Functions;

/// <summary>Functions on URLs (Log Service documentation, "URL functions"). A text that is no URL gives null.</summary>
internal static class UrlFunctions
{
    public static IEnumerable<SqlFunction> All =>
    [
        Part("url_extract_protocol", url => url.Scheme),
        Part("url_extract_host", url => url.Host),
        Part("url_extract_path", url => Uri.UnescapeDataString(url.AbsolutePath)),
        Part("url_extract_query", url => url.Query.TrimStart('?')),
        Part("url_extract_fragment", url => url.Fragment.TrimStart('#')),
        Make.Scalar(
            "url_extract_port",
            Bigint,
            call => call.ReturnValue(Parse(call.Text(0)) is { IsDefaultPort: false, Port: > 0 } url ? (long)url.Port : null),
            Varchar),
        Make.Scalar("url_extract_parameter", Varchar, call => call.Return(Parameter(Parse(call.Text(0)), call.Text(1))), Varchar, Varchar),
        Make.Scalar("url_encode", Varchar, call => call.Return(Uri.EscapeDataString(call.Text(0)).Replace("%20", "+", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal)), Varchar),
        Make.Scalar("url_decode", Varchar, call => call.Return(WebUtility.UrlDecode(call.Text(0))), Varchar),
    ];

    private static SqlFunction Part(string name, Func<Uri, string> part)
    {
        return Make.Scalar(name, Varchar, call => call.Return(Parse(call.Text(0)) is { } url ? part(url) : null), Varchar);
    }

    private static Uri? Parse(string text)
    {
        // what begins with a slash is a path to the service, not a file
        return text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) ? url : null;
    }

    /// <summary>The first parameter of the name; empty if it has no value, null if it is not there.</summary>
    private static string? Parameter(Uri? url, string name)
    {
        foreach (string pair in url?.Query.TrimStart('?').Split('&') ?? [])
        {
            int equal = pair.IndexOf('=', StringComparison.Ordinal);
            string key = WebUtility.UrlDecode(equal < 0 ? pair : pair[..equal]);
            if (pair.Length > 0 && string.Equals(key, name, StringComparison.Ordinal))
            {
                return equal < 0 ? "" : WebUtility.UrlDecode(pair[(equal + 1)..]);
            }
        }
        return null;
    }
}
