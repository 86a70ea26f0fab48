namespace AliLogOps.Client;

/// <summary>An AccessKey pair, with a security token when it is temporary. The secret parts are never shown.</summary>
public sealed class AccessKeyCredential
{
    /// <summary>Makes a credential.</summary>
    /// <param name="accessKeyId">The key's id.</param>
    /// <param name="accessKeySecret">The key's secret.</param>
    /// <param name="securityToken">The token of a temporary key; null or empty for a permanent one.</param>
    /// <param name="expiration">When a temporary key ends; null if it does not or is not known.</param>
    /// <exception cref="ArgumentException">A part is empty or has blanks around it or inside (a usual accident of copying).</exception>
    public AccessKeyCredential(string accessKeyId, string accessKeySecret, string? securityToken = null, DateTimeOffset? expiration = null)
    {
        AccessKeyId = Check(accessKeyId, nameof(accessKeyId), "AccessKey id");
        AccessKeySecret = Check(accessKeySecret, nameof(accessKeySecret), "AccessKey secret");
        SecurityToken = string.IsNullOrEmpty(securityToken) ? null : Check(securityToken, nameof(securityToken), "security token");
        Expiration = expiration;
    }

    /// <summary>The key's id; not secret.</summary>
    public string AccessKeyId { get; }

    /// <summary>Whether the key is temporary.</summary>
    public bool IsTemporary => SecurityToken is not null;

    /// <summary>When a temporary key ends; null if it does not or is not known.</summary>
    public DateTimeOffset? Expiration { get; }

    internal string AccessKeySecret { get; }

    internal string? SecurityToken { get; }

    /// <summary>The id with its middle masked; never the secret or the token.</summary>
    public override string ToString() => Redactor.MaskId(AccessKeyId) + (IsTemporary ? " (temporary)" : string.Empty);

    private static string Check(string value, string parameterName, string what)
    {
        ArgumentNullException.ThrowIfNull(value, parameterName);
        if (value.Length == 0)
        {
            throw new ArgumentException($"The {what} is empty.", parameterName);
        }

        foreach (char c in value)
        {
            // the value itself is not quoted: it may be the secret
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                throw new ArgumentException($"The {what} contains a blank, tab or line break. Copy it again without anything around it.", parameterName);
            }

            if (c > '~')
            {
                throw new ArgumentException($"The {what} contains a character outside ASCII. Copy it again.", parameterName);
            }
        }

        return value;
    }
}
