using System.Security.Cryptography;
using System.Text.Json;

namespace AliLogOps.Client;

/// <summary>
/// The part of Elastic Compute Service that logging needs: rules of security groups, and instances. Thread-safe. Failures are
/// <see cref="LogServiceException"/> with the ECS code.
/// </summary>
public sealed partial class EcsClient : IDisposable
{
    private const string Version = "2014-05-26";
    private const int PageSize = 500;
    private readonly RequestPipeline _pipeline;
    private readonly HttpMessageInvoker? _ownInvoker;
    private readonly string _region;

    /// <summary>Makes a client; nothing is sent.</summary>
    /// <param name="options">Endpoint, credentials and behaviour.</param>
    /// <exception cref="ArgumentException">A setting is not usable.</exception>
    public EcsClient(EcsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Uri baseUri = options.BaseUri();
        _region = options.Endpoint.Region;
        _ownInvoker = options.Handler is { } handler ? new HttpMessageInvoker(handler, disposeHandler: false) : null;
        _pipeline = new RequestPipeline(new PipelineSettings
        {
            Invoker = _ownInvoker ?? SharedHandlers.For(baseUri, options.Proxy),
            Proxy = options.Proxy,
            BaseUri = baseUri,
            HostOf = _ => baseUri.Authority,
            Credentials = options.Credentials,
            Signer = new SignerAcs3(),
            Dialect = ServiceDialect.Rpc,
            TimeProvider = options.TimeProvider,
            Retry = options.Retry,
            RequestTimeout = options.RequestTimeout,
            OnRequest = options.OnRequest,
            Jitter = options.Jitter ?? Random.Shared.NextDouble,
        });
    }

    /// <summary>The service's clock minus this machine's, exact to about a second; null before the first answer.</summary>
    public TimeSpan? ClockOffset => _pipeline.Clock.Offset;

    /// <summary>Adds an inbound rule (ECS API: AuthorizeSecurityGroup). A rule that exists already changes nothing.</summary>
    /// <param name="rule">The rule; group, protocol, port range and one source are needed.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public Task AuthorizeSecurityGroupAsync(SecurityGroupRule rule, CancellationToken cancellationToken = default)
    {
        // one token for all attempts: a repeat of a call that took effect is recognised by the service
        ServiceRequest request = RuleRequest("AuthorizeSecurityGroup", rule).With("ClientToken", NewToken());
        return SendAsync(SecurityGroupRuleWire.WriteRule(request, rule), cancellationToken);
    }

    /// <summary>
    /// Removes an inbound rule, by its id if it has one, otherwise by what makes it (ECS API: RevokeSecurityGroup).
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="LogServiceException">Among others, with <see cref="MissingResource.SecurityGroupRule"/> when it is already gone; whether the service says so differs («unconfirmed»).</exception>
    public async Task RevokeSecurityGroupAsync(SecurityGroupRule rule, CancellationToken cancellationToken = default)
    {
        ServiceRequest request = RuleRequest("RevokeSecurityGroup", rule).With("ClientToken", NewToken());
        try
        {
            await SendAsync(
                rule.SecurityGroupRuleId.Length > 0 ? request.With("SecurityGroupRuleId.1", rule.SecurityGroupRuleId) : SecurityGroupRuleWire.WriteRule(request, rule),
                cancellationToken).ConfigureAwait(false);
        }
        catch (LogServiceException failure) when (failure.AfterUnknownOutcome && failure.MissingResource == MissingResource.SecurityGroupRule)
        {
            // the first attempt removed it and its answer was lost
        }
    }

    /// <summary>Reads all rules of a security group (ECS API: DescribeSecurityGroupAttribute).</summary>
    /// <param name="region">Region of the group; null for the connection's.</param>
    /// <param name="securityGroupId">The group.</param>
    /// <param name="direction"><c>ingress</c>, <c>egress</c>, or null for both.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async Task<IReadOnlyList<SecurityGroupRule>> DescribeSecurityGroupAttributeAsync(string? region, string securityGroupId, string? direction = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(securityGroupId);
        region = RegionName.Check(region ?? _region, nameof(region));
        List<SecurityGroupRule> rules = [];
        string? next = null;
        do
        {
            ServiceRequest request = ServiceRequest.Rpc("DescribeSecurityGroupAttribute", Version)
                .With("RegionId", region).With("SecurityGroupId", securityGroupId).With("Direction", direction ?? "all")
                .With("MaxResults", PageSize).With("NextToken", next);
            using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
            next = JsonAnswer.ReadObject(response, json => ReadPage(json, rules, region, securityGroupId));
        }
        while (!string.IsNullOrEmpty(next));
        return rules;
    }

    /// <summary>Frees what belongs to this client alone; shared connections stay.</summary>
    public void Dispose() => _ownInvoker?.Dispose();

    private static string NewToken() => HexText.Lower(RandomNumberGenerator.GetBytes(16));

    private static string? ReadPage(JsonElement json, List<SecurityGroupRule> rules, string region, string securityGroupId)
    {
        if (json.GetObject("Permissions") is { ValueKind: JsonValueKind.Object } permissions
            && permissions.TryGetProperty("Permission", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in list.EnumerateArray())
            {
                rules.Add(SecurityGroupRuleWire.Read(item, region, securityGroupId));
            }
        }

        return json.GetText("NextToken");
    }

    private ServiceRequest RuleRequest(string action, SecurityGroupRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.SecurityGroupId.Length == 0)
        {
            throw new ArgumentException("The rule names no security group; set SecurityGroupId.", nameof(rule));
        }

        if (!rule.Direction.Equals("ingress", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"A rule of direction '{rule.Direction}' cannot be changed here; only inbound (ingress) rules can.", nameof(rule));
        }

        string region = RegionName.Check(rule.Region.Length > 0 ? rule.Region : _region, nameof(rule));
        return ServiceRequest.Rpc(action, Version).With("RegionId", region).With("SecurityGroupId", rule.SecurityGroupId);
    }

    private async Task SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using ServiceResponse response = await _pipeline.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
