using System.Management.Automation;
using System.Net;
using System.Security;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Connection;
using AliLogOps.Errors;
using AliLogOps.Transformations;

namespace AliLogOps.Commands;

/// <summary>Checks endpoint and key for form and makes them the runspace's connection. Sends nothing.</summary>
[Cmdlet(VerbsCommunications.Connect, "AliLog", DefaultParameterSetName = ChainSet)]
[OutputType(typeof(AliLogConnection))]
public sealed class ConnectAliLogCommand : PSCmdlet
{
    private const string ChainSet = "Environment";
    private const string KeySet = "Credential";
    private const string ProfileSet = "Profile";
    private const string OidcSet = "Oidc";
    private const string EcsSet = "EcsRole";
    private const string UriSet = "CredentialUri";

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    [Parameter]
    public EndpointNetwork Network { get; set; } = EndpointNetwork.Public;

    [Parameter(Mandatory = true, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true, HelpMessage = "The AccessKey: its id as user name, its secret as password.")]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = ChainSet)]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ProfileSet, HelpMessage = "A profile of ~/.aliyun/config.json or ~/.alibabacloud/credentials.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = OidcSet, HelpMessage = "Resource name of the identity provider, acs:ram::<account>:oidc-provider/<name>.")]
    [ValidateNotNullOrEmpty]
    public string? OidcProviderArn { get; set; }

    [Parameter(ParameterSetName = OidcSet)]
    [ValidateNotNullOrEmpty]
    public string? OidcTokenFile { get; set; }

    [Parameter(ParameterSetName = OidcSet)]
    [ValidateNotNullOrEmpty]
    public string? OidcTokenVariable { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = EcsSet, HelpMessage = "Use the role attached to this ECS instance.")]
    public SwitchParameter EcsRole { get; set; }

    [Parameter(ParameterSetName = EcsSet)]
    [ValidateNotNullOrEmpty]
    public string? EcsRoleName { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = UriSet, HelpMessage = "Address of a helper that hands out temporary keys.")]
    [ValidateNotNull]
    public Uri? CredentialUri { get; set; }

    [Parameter(ParameterSetName = ChainSet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = EcsSet)]
    [Parameter(ParameterSetName = UriSet)]
    [Parameter(Mandatory = true, ParameterSetName = OidcSet, HelpMessage = "Resource name of the role, acs:ram::<account>:role/<name>.")]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleSessionName { get; set; }

    [Parameter]
    [LogSpanTransformation]
    public TimeSpan RoleDuration { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    [Parameter]
    public SignatureVersion SignatureVersion { get; set; } = SignatureVersion.V4;

    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = (int)ConnectionSettings.DefaultRequestTimeout.TotalSeconds;

    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    [Parameter]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    protected override void ProcessRecord()
    {
        AliLogConnection connection;
        try
        {
            connection = Create();
        }
        catch (LogServiceException problem)
        {
            ThrowTerminatingError(ErrorRecords.FromService(problem, ProfileName ?? "environment"));
            return;
        }
        catch (ArgumentException problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(problem, Endpoint ?? Region));
            return;
        }

        // a new region must not wait for a release, so this is no error
        if (KnownRegions.FindMeant(connection.Region) is { } meant)
        {
            WriteWarning($"No region '{connection.Region}' is known here. Did you mean '{meant}'?");
        }

        DefaultConnections.Current = connection;
        WriteObject(connection);
    }

    private AliLogConnection Create()
    {
        var proxy = FindProxy();
        var region = Region ?? EnvironmentSettings.FindRegion();
        var endpoint = FindEndpoint(region);
        var found = CreateRequest().Open(ConnectionContext.Create(endpoint, region, Network, proxy));
        region ??= found.Region;
        endpoint ??= region is not null
            ? LogServiceEndpoint.FromRegion(region, Network)
            : throw new ArgumentException($"No region was given. Pass -Region (such as cn-hangzhou) or -Endpoint, or set {EnvironmentSettings.RegionNames[0]}.");
        return new AliLogConnection(
            new ConnectionSettings
            {
                Endpoint = endpoint,
                Source = found.Source,
                SignatureVersion = SignatureVersion,
                RequestTimeout = TimeSpan.FromSeconds(TimeoutSec),
                Proxy = proxy,
            },
            found.Provider);
    }

    private LogServiceEndpoint? FindEndpoint(string? region)
    {
        if (Endpoint is null)
        {
            return region is null ? null : LogServiceEndpoint.FromRegion(region, Network);
        }

        return IsBound(nameof(Network))
            ? throw new ArgumentException($"-Network {Network} and -Endpoint '{Endpoint}' exclude each other: the endpoint already says which network it is on. Leave one of them out.")
            : LogServiceEndpoint.Parse(Endpoint, Region);
    }

    private ConnectionRequest CreateRequest()
    {
        if (RoleArn is null && new[] { nameof(RoleSessionName), nameof(RoleDuration), nameof(ExternalId), nameof(Policy) }.FirstOrDefault(IsBound) is { } lonely)
        {
            throw new ArgumentException($"-{lonely} belongs to a role: give it with -RoleArn.");
        }

        if (SecurityToken is not null && Credential is null)
        {
            throw new ArgumentException("-SecurityToken belongs to a temporary key: give that key with -Credential too.");
        }

        if (OidcProviderArn is not null && OidcTokenFile is null == OidcTokenVariable is null)
        {
            throw new ArgumentException("The OIDC token comes from -OidcTokenVariable (the name of an environment variable, as in GitLab) or from -OidcTokenFile. Give one of them.");
        }

        return new ConnectionRequest
        {
            Key = Credential is null ? null : new AccessKeyCredential(Credential.UserName, Reveal(Credential.Password)!, Reveal(SecurityToken)),
            ProfileName = ProfileName,
            RoleArn = RoleArn,
            RoleSessionName = RoleSessionName,
            RoleDurationSeconds = IsBound(nameof(RoleDuration)) ? (int)RoleDuration.TotalSeconds : null,
            ExternalId = ExternalId,
            Policy = Policy,
            OidcProviderArn = OidcProviderArn,
            OidcTokenFile = OidcTokenFile is null ? null : GetUnresolvedProviderPathFromPSPath(OidcTokenFile),
            OidcTokenVariable = OidcTokenVariable,
            UseEcsRole = EcsRole,
            EcsRoleName = EcsRoleName,
            CredentialUri = CredentialUri,
        };
    }

    private HttpProxy? FindProxy()
    {
        if (Proxy is null)
        {
            return ProxyCredential is null ? null : throw new ArgumentException("-ProxyCredential belongs to a proxy: give its address with -Proxy.");
        }

        return new HttpProxy(Proxy, ProxyCredential?.GetNetworkCredential());
    }

    private static string? Reveal(SecureString? text) => text is null ? null : new NetworkCredential("", text).Password;

    private bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
