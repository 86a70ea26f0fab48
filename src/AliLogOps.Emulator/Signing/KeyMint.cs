namespace AliLogOps.Emulator.Signing;

/// <summary>Makes further keys; each is shown once, in the answer that hands it over.</summary>
internal static class KeyMint
{
    /// <summary>A lasting key of a RAM user.</summary>
    public static AccessKey User(string name, IReadOnlyList<string> denied)
    {
        return new AccessKey("LTAI5emu" + CredentialStore.RandomText(16), CredentialStore.RandomText(30))
        {
            Identity = CallerIdentity.User(name),
            Denied = denied,
        };
    }

    /// <summary>A temporary key with its token.</summary>
    public static AccessKey Temporary(CallerIdentity identity, DateTimeOffset expiration, IReadOnlyList<string> denied)
    {
        return new AccessKey("STS.NUemu" + CredentialStore.RandomText(16), CredentialStore.RandomText(44))
        {
            SecurityToken = "CAIS" + CredentialStore.RandomText(200),
            Expiration = expiration,
            Identity = identity,
            Denied = denied,
        };
    }
}
