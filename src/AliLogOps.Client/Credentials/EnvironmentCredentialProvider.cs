namespace AliLogOps.Client;

/// <summary>Reads the AccessKey from the environment each time it is asked; names as <see cref="EnvironmentSettings"/> lists them.</summary>
public sealed class EnvironmentCredentialProvider : ICredentialProvider
{
    // one family of names at a time, so that the id of one tool is never paired with the secret or token of another
    private static readonly Family[] s_families =
    [
        new(["ALIBABA_CLOUD_ACCESS_KEY_ID"], ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"], "ALIBABA_CLOUD_SECURITY_TOKEN"),
        new(["ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"], ["ALICLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY"], "ALICLOUD_SECURITY_TOKEN"),
        new(["ALIBABACLOUD_ACCESS_KEY_ID"], ["ALIBABACLOUD_ACCESS_KEY_SECRET"], "ALIBABACLOUD_SECURITY_TOKEN"),
    ];

    private readonly Func<string, string?> _getVariable;

    /// <summary>Makes a provider.</summary>
    /// <param name="getVariable">Reads a variable; null reads the process environment.</param>
    public EnvironmentCredentialProvider(Func<string, string?>? getVariable = null)
    {
        _getVariable = getVariable ?? Environment.GetEnvironmentVariable;
    }

    /// <summary>Whether the environment names a key at all, complete or not.</summary>
    public bool IsConfigured => Array.Exists(s_families, family => family.Find(_getVariable).IsSet);

    /// <inheritdoc />
    /// <exception cref="LogServiceException">No key is set, only a part of one, or one with blanks; the message names the variables.</exception>
    public ValueTask<AccessKeyCredential> GetCredentialAsync(CancellationToken cancellationToken = default)
    {
        foreach (Family family in s_families)
        {
            Found found = family.Find(_getVariable);
            if (found.IsSet)
            {
                return new(Create(family, found));
            }
        }

        throw Failure(
            "No AccessKey is set in the environment.",
            "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (or ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY), or give a credential.");
    }

    private static AccessKeyCredential Create(Family family, Found found)
    {
        if (found.Id is not { } id)
        {
            throw Failure($"{found.Secret!.Value.Name} is set, but the AccessKey id is not.", $"Set {string.Join(" or ", family.IdNames)}.");
        }

        if (found.Secret is not { } secret)
        {
            throw Failure($"{id.Name} is set, but the AccessKey secret is not.", $"Set {string.Join(" or ", family.SecretNames)}.");
        }

        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[id, secret, found.Token ?? (string.Empty, string.Empty)])
        {
            foreach (char c in value)
            {
                if (char.IsWhiteSpace(c) || char.IsControl(c) || c > '~')
                {
                    throw Failure(
                        $"The environment variable {name} holds a blank, a line break or a character outside ASCII.",
                        $"Paste the value into {name} again, without anything around it.");
                }
            }
        }

        return new AccessKeyCredential(id.Value, secret.Value, found.Token?.Value);
    }

    private static LogServiceException Failure(string message, string remedy) =>
        new(message) { ErrorCode = ErrorCodes.NoCredential, Kind = ErrorKind.Unauthenticated, Remedy = remedy };

    private sealed record Family(string[] IdNames, string[] SecretNames, string TokenName)
    {
        public Found Find(Func<string, string?> getVariable) => new(
            EnvironmentSettings.Find(IdNames, getVariable),
            EnvironmentSettings.Find(SecretNames, getVariable),
            EnvironmentSettings.Find([TokenName], getVariable));
    }

    private sealed record Found((string Name, string Value)? Id, (string Name, string Value)? Secret, (string Name, string Value)? Token)
    {
        public bool IsSet => Id is not null || Secret is not null;
    }
}
