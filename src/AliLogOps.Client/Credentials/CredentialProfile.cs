namespace AliLogOps.Client;

/// <summary>A named set of settings in one of the official tools' files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mode">How it gives keys, in the words of its file.</param>
/// <param name="File">The file it is in.</param>
/// <param name="Values">Its settings; holds secrets and is shown nowhere.</param>
internal sealed record CredentialProfile(string Name, string Mode, string File, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The first setting of these names that has a value.</summary>
    public string? Get(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Values.TryGetValue(name, out string? value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>A setting without which the profile is of no use.</summary>
    public string Require(params ReadOnlySpan<string> names) => Get(names)
        ?? throw CredentialFailure.Create($"The profile '{Name}' in {File} has no {names[0]}, which its mode {Mode} needs.", "Complete the profile, or use another one with -ProfileName.");

    /// <inheritdoc />
    public override string ToString() => $"{Name} ({Mode}) in {File}";
}
