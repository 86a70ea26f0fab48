namespace AliLogOps.Client;

/// <summary>A way to get keys that was found.</summary>
/// <param name="Provider">Gives the keys.</param>
/// <param name="Source">Where they come from, in a word or two for a person; no secret.</param>
/// <param name="Region">The region that goes with them; null when none was said.</param>
public sealed record FoundCredentials(ICredentialProvider Provider, string Source, string? Region)
{
    /// <inheritdoc />
    public override string ToString() => Source;
}
