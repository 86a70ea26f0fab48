using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;

namespace AliLogOps.Emulator.Ecs;

/// <summary>The RPC-style surface of ECS and STS, on the same listener as the Log Service.</summary>
internal sealed class EcsPipeline
{
    public const string EcsVersion = "2014-05-26";
    public const string StsVersion = "2015-04-01";

    private readonly EmulatorServices _services;
    private readonly Acs3Authenticator _acs3;
    private readonly RpcAuthenticator _rpc;
    private readonly Dictionary<string, EcsOperation> _operations;

    public EcsPipeline(EmulatorServices services)
    {
        _services = services;
        EcsKeys keys = new(services.Credentials, services.Clock);
        _acs3 = new Acs3Authenticator(keys);
        _rpc = new RpcAuthenticator(keys);
        _operations = EcsOperations.All().ToDictionary(operation => operation.Name, StringComparer.Ordinal);
    }

    /// <summary>All operations that are built.</summary>
    public IReadOnlyCollection<EcsOperation> Operations => _operations.Values;

    /// <summary>True for a call of ECS or STS: the action is in a header, or, with the old signature, in the parameters.</summary>
    public static bool IsFor(SlsRequest request)
    {
        return request.Headers["x-acs-action"] is not null
            || (request.Project is null && (request.Query["Action"] is not null || (EcsParameters.IsForm(request) && new EcsParameters(request).Has("Action"))));
    }

    public SlsResult Handle(SlsRequest request)
    {
        string requestId = RequestIds.NewGuid();
        EcsParameters parameters = new(request);
        string version = request.Headers["x-acs-version"] ?? parameters["Version"];
        SlsResult result;
        try
        {
            result = Run(request, parameters, version, requestId);
        }
        catch (EcsException e)
        {
            result = e.Error.ToResult(requestId, request.Host, version == StsVersion ? "Sts" : "Ecs");
        }
        return result.With("x-acs-request-id", requestId);
    }

    private SlsResult Run(SlsRequest request, EcsParameters parameters, string version, string requestId)
    {
        string action = request.Headers["x-acs-action"] ?? parameters["Action"];
        EcsOperation? operation = _operations.GetValueOrDefault(action);
        AccessKey? caller = Authenticate(request, parameters, operation);
        if (request.RawPath != "/" || action.Length == 0 || !action.All(char.IsAsciiLetterOrDigit))
        {
            throw EcsErrors.ActionNotFound().ToException();
        }
        if (version is not (EcsVersion or StsVersion))
        {
            throw EcsErrors.InvalidVersion(version, action).ToException();
        }
        if (operation is null)
        {
            throw EcsErrors.NotImplemented(action).ToException();
        }
        if (operation.Version != version)
        {
            throw EcsErrors.InvalidVersion(version, action).ToException();
        }
        if (operation.CountsAsWrite)
        {
            _services.Counters.CountWrite("");
        }
        // DescribeInstances hides what the caller may not see instead of refusing
        if (!operation.HidesWhatIsDenied)
        {
            Permissions.CheckEcs(caller, operation.Name);
        }
        request.Fault = _services.Faults.Decide(operation.Name, null, null);
        if (request.Fault is { Effect.ComesBefore: true } fault)
        {
            return fault.Effect.Kind switch
            {
                FaultKind.Error => throw new EcsError(fault.Effect.Status, fault.Effect.Code, fault.Effect.Message).ToException(),
                FaultKind.ExpiredToken => throw EcsErrors.SecurityTokenExpired().ToException(),
                _ => FaultyAnswer.Instead(fault.Effect) ?? SlsResult.Empty,
            };
        }
        return operation.Handler(new EcsContext(parameters, _services, requestId, caller));
    }

    private AccessKey? Authenticate(SlsRequest request, EcsParameters parameters, EcsOperation? operation)
    {
        if (request.Headers["Authorization"] is null)
        {
            if (RpcAuthenticator.IsFor(parameters))
            {
                CheckFormat(parameters);
                return _rpc.Authenticate(request, parameters);
            }
            if (operation is { AllowsAnonymous: true })
            {
                return null;
            }
        }
        return _acs3.Authenticate(request);
    }

    /// <summary>With the older signature the answer is XML unless JSON is asked for; XML is not built.</summary>
    private static void CheckFormat(EcsParameters parameters)
    {
        if (!parameters["Format"].Equals("json", StringComparison.OrdinalIgnoreCase))
        {
            throw EcsErrors.NotImplemented("An answer in XML (send the parameter Format=json)").ToException();
        }
    }
}
