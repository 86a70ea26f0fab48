using AliLogOps.Client;
using AliLogOps.Commands;

namespace AliLogOps.Connection;

/// <summary>Where keys are asked for: beside the service. An endpoint on this machine serves STS and instance metadata too.</summary>
internal static class ConnectionContext
{
    public static CredentialContext Create(LogServiceEndpoint? endpoint, string? region, EndpointNetwork network = EndpointNetwork.Public, HttpProxy? proxy = null)
    {
        var context = new CredentialContext
        {
            Region = endpoint?.Region ?? region,
            UseVpc = (endpoint?.Network ?? network) == EndpointNetwork.Intranet,
            Proxy = proxy,
            OnRequest = RequestTraceSink.Publish,
        };
        return endpoint is { IsLoopback: true } ? context with { StsEndpoint = endpoint.BaseUri, MetadataEndpoint = endpoint.BaseUri } : context;
    }
}
