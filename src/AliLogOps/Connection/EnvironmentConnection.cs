using AliLogOps.Client;

namespace AliLogOps.Connection;

/// <summary>
/// The connection that the environment describes: a key from any place of the credential chain, region and optionally an endpoint
/// from variables or the profile. Kept as long as variables and files stay the same, so that one clock offset, one key and one set of
/// sockets serve a script.
/// </summary>
internal static class EnvironmentConnection
{
    private static readonly string[] s_endpointNames = ["ALILOG_ENDPOINT", "ALIYUN_LOG_CLI_ENDPOINT"];
    private static readonly object s_gate = new();
    private static string? s_fingerprint;
    private static AliLogConnection? s_connection;

    /// <summary>The names of the endpoint variables, first one first.</summary>
    public static IReadOnlyList<string> EndpointNames => s_endpointNames;

    /// <summary>The connection, or null when no place a key can be in is set up.</summary>
    /// <exception cref="LogServiceException">A place is set up wrongly.</exception>
    /// <exception cref="ArgumentException">Region or endpoint are missing or malformed; the message names the variable.</exception>
    public static AliLogConnection? Find()
    {
        // only compared, and hashed so that no copy of a secret stays behind
        var fingerprint = Fingerprint();
        lock (s_gate)
        {
            if (s_connection is not { IsOpen: true } || s_fingerprint != fingerprint)
            {
                s_connection = Create();
                s_fingerprint = fingerprint;
            }

            return s_connection;
        }
    }

    /// <summary>The endpoint a variable names, or null.</summary>
    public static string? FindEndpoint() => s_endpointNames.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static AliLogConnection? Create()
    {
        var address = FindEndpoint();
        var region = EnvironmentSettings.FindRegion();
        var endpoint = address is null ? null : LogServiceEndpoint.Parse(address, region);
        var found = new CredentialChain(ConnectionContext.Create(endpoint, region)).Find();
        if (found is null)
        {
            return null;
        }

        region ??= found.Region;
        return endpoint is null && region is null
            ? throw new ArgumentException($"A key was found ({found.Source}), but no region. Set {string.Join(" or ", EnvironmentSettings.RegionNames.Take(2))}, or {s_endpointNames[0]}.")
            : new AliLogConnection(
                new ConnectionSettings
                {
                    Endpoint = endpoint ?? LogServiceEndpoint.FromRegion(region!),
                    Source = found.Source,
                },
                found.Provider);
    }

    private static string Fingerprint()
    {
        var variables = CredentialChain.VariableNames.Concat(s_endpointNames).Select(name => Environment.GetEnvironmentVariable(name) ?? "\u0001");
        var files = new CredentialChain().ProfilePaths.Select(path => File.GetLastWriteTimeUtc(path).Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', variables.Concat(files)))));
    }
}
