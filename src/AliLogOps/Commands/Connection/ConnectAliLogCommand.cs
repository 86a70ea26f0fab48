using System.Management.Automation;
using System.Net;
using System.Security;
using AliLogOps.Client;
using AliLogOps.Completers;
using AliLogOps.Connection;
using AliLogOps.Errors;

namespace AliLogOps.Commands;

/// <summary>Checks endpoint and key for form and makes them the runspace's connection. Sends nothing.</summary>
[Cmdlet(VerbsCommunications.Connect, "AliLog")]
[OutputType(typeof(AliLogConnection))]
public sealed class ConnectAliLogCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    [Parameter]
    public EndpointNetwork Network { get; set; } = EndpointNetwork.Public;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    [Parameter]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    [Parameter]
    public SignatureVersion SignatureVersion { get; set; } = SignatureVersion.V4;

    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = (int)ConnectionSettings.DefaultRequestTimeout.TotalSeconds;

    protected override void ProcessRecord()
    {
        AliLogConnection connection;
        try
        {
            connection = Create();
        }
        catch (LogServiceException problem)
        {
            ThrowTerminatingError(ErrorRecords.FromService(problem, "environment"));
            return;
        }
        catch (ArgumentException problem)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(problem, Endpoint ?? Region));
            return;
        }

        DefaultConnections.Current = connection;
        WriteObject(connection);
    }

    private AliLogConnection Create()
    {
        var endpoint = FindEndpoint();
        var (credential, provider) = FindCredential();
        return new AliLogConnection(
            new ConnectionSettings
            {
                Endpoint = endpoint,
                Network = Network,
                MaskedAccessKeyId = MaskedId.Of(credential),
                IsTemporary = credential.IsTemporary,
                Source = Credential is null ? "Environment" : "Parameter",
                SignatureVersion = SignatureVersion,
                RequestTimeout = TimeSpan.FromSeconds(TimeoutSec),
            },
            provider);
    }

    private LogServiceEndpoint FindEndpoint()
    {
        if (Endpoint is not null)
        {
            if (MyInvocation.BoundParameters.ContainsKey(nameof(Network)))
            {
                throw new ArgumentException($"-Network {Network} and -Endpoint '{Endpoint}' exclude each other: the endpoint already says which network it is on. Leave one of them out.");
            }

            return LogServiceEndpoint.Parse(Endpoint, Region);
        }

        return (Region ?? EnvironmentSettings.FindRegion()) is { } region
            ? LogServiceEndpoint.FromRegion(region, Network)
            : throw new ArgumentException($"No region was given. Pass -Region (such as cn-hangzhou) or -Endpoint, or set {EnvironmentSettings.RegionNames[0]}.");
    }

    private (AccessKeyCredential Credential, ICredentialProvider Provider) FindCredential()
    {
        if (Credential is null)
        {
            if (SecurityToken is not null)
            {
                throw new ArgumentException("-SecurityToken belongs to a temporary key: give that key with -Credential too.");
            }

            // taken once: a connection keeps its identity whatever happens to the variables
            var found = new EnvironmentCredentialProvider().GetCredentialAsync().AsTask().GetAwaiter().GetResult();
            return (found, new StaticCredentialProvider(found));
        }

        var token = SecurityToken is null ? null : new NetworkCredential("", SecurityToken).Password;
        var credential = new AccessKeyCredential(Credential.UserName, new NetworkCredential("", Credential.Password).Password, token);
        return (credential, new StaticCredentialProvider(credential));
    }
}
