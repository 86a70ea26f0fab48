using System.Security.Cryptography;
using System.Text;

namespace AliLogOps.Emulator.Agents.Sending;

/// <summary>
/// Signs as the agent does: version 1, HMAC-SHA1 (Log Service API: request signatures). Written apart from the emulator's check of
/// signatures, so that the one tests the other.
/// </summary>
internal static class AgentSignature
{
    /// <summary>The value of the Authorization header.</summary>
    /// <param name="keyId">The access key id.</param>
    /// <param name="secret">The access key secret.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="contentMd5">Upper-case hexadecimal MD5 of the body as sent.</param>
    /// <param name="contentType">The content type of the body.</param>
    /// <param name="date">The Date header.</param>
    /// <param name="logHeaders">All x-log- and x-acs- headers of the request, names in lower case.</param>
    /// <param name="path">The path; the agent sends no query.</param>
    public static string Authorization(
        string keyId,
        string secret,
        string method,
        string contentMd5,
        string contentType,
        string date,
        IEnumerable<KeyValuePair<string, string>> logHeaders,
        string path)
    {
        StringBuilder text = new();
        text.Append(method).Append('\n').Append(contentMd5).Append('\n').Append(contentType).Append('\n').Append(date).Append('\n');
        foreach ((string name, string value) in logHeaders.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        text.Append(path);
        byte[] hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text.ToString()));
        return $"LOG {keyId}:{Convert.ToBase64String(hash)}";
    }
}
