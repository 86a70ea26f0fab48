using System.Text;

namespace AliLogOps.Emulator.Signing;

/// <summary>A key pair the emulator accepts. Its text form never shows the secret.</summary>
internal sealed class AccessKey(string id, string secret)
{
    public string Id { get; } = id;

    /// <summary>UTF-8 bytes of the secret.</summary>
    public ReadOnlyMemory<byte> Secret { get; } = Encoding.UTF8.GetBytes(secret);

    /// <summary>Security token that must come with this key; null for a key that needs none.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>End of a temporary key; null for a lasting one.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Whose it is.</summary>
    public CallerIdentity Identity { get; init; } = CallerIdentity.Account;

    /// <summary>Patterns of operations it may not call.</summary>
    public IReadOnlyList<string> Denied { get; set; } = [];

    public bool IsDisabled { get; set; }

    /// <summary>The secret, for the one answer that hands a new key over.</summary>
    public string RevealSecret()
    {
        return Encoding.UTF8.GetString(Secret.Span);
    }

    public override string ToString()
    {
        return Id;
    }
}
