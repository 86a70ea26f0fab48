using AliLogOps.Client;

namespace AliLogOps.Connection;

/// <summary>
/// The connection that environment variables describe: key and region under the names of the official tools and of Terraform, and
/// optionally an endpoint. Kept as long as the variables stay the same, so that one clock offset and one set of sockets serve a script.
/// </summary>
internal static class EnvironmentConnection
{
    private static readonly string[] s_endpointNames = ["ALILOG_ENDPOINT", "ALIYUN_LOG_CLI_ENDPOINT"];
    private static readonly object s_gate = new();
    private static string? s_fingerprint;
    private static AliLogConnection? s_connection;

    /// <summary>The names of the endpoint variables, first one first.</summary>
    public static IReadOnlyList<string> EndpointNames => s_endpointNames;

    /// <summary>The connection, or null when no variable of a key is set.</summary>
    /// <exception cref="LogServiceException">Only part of a key is set, or it has blanks.</exception>
    /// <exception cref="ArgumentException">Region or endpoint are missing or malformed; the message names the variable.</exception>
    public static AliLogConnection? Find()
    {
        var provider = new EnvironmentCredentialProvider();
        if (!provider.IsConfigured)
        {
            return null;
        }

        // only compared, and hashed so that no copy of a secret stays behind
        var fingerprint = Fingerprint();
        lock (s_gate)
        {
            if (s_connection is not { IsOpen: true } || s_fingerprint != fingerprint)
            {
                s_connection = Create(provider);
                s_fingerprint = fingerprint;
            }

            return s_connection;
        }
    }

    private static AliLogConnection Create(EnvironmentCredentialProvider provider)
    {
        var credential = provider.GetCredentialAsync().AsTask().GetAwaiter().GetResult();
        var region = EnvironmentSettings.FindRegion();
        var endpoint = s_endpointNames.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        if (endpoint is null && region is null)
        {
            throw new ArgumentException($"The environment names an AccessKey but no region. Set {string.Join(" or ", EnvironmentSettings.RegionNames.Take(2))}, or {s_endpointNames[0]}.");
        }

        return new AliLogConnection(
            new ConnectionSettings
            {
                Endpoint = endpoint is null ? LogServiceEndpoint.FromRegion(region!) : LogServiceEndpoint.Parse(endpoint, region),
                MaskedAccessKeyId = MaskedId.Of(credential),
                IsTemporary = credential.IsTemporary,
                Source = "Environment",
            },
            new StaticCredentialProvider(credential));
    }

    private static string Fingerprint()
    {
        var names = EnvironmentSettings.AccessKeyIdNames
            .Concat(EnvironmentSettings.AccessKeySecretNames)
            .Concat(EnvironmentSettings.SecurityTokenNames)
            .Concat(EnvironmentSettings.RegionNames)
            .Concat(s_endpointNames);
        var text = string.Join('\0', names.Select(name => Environment.GetEnvironmentVariable(name) ?? "\u0001"));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
