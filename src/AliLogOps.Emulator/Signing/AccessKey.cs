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

    public bool IsDisabled { get; init; }

    public override string ToString()
    {
        return Id;
    }
}
