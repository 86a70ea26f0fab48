using System.Text.Json;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Prometheus;
using AliLogOps.Emulator.Signing;
using Microsoft.Data.Sqlite;

namespace AliLogOps.Emulator.Http;

/// <summary>Takes a Log Service request through the checks that come before every operation, then runs the operation.</summary>
internal sealed class SlsPipeline(OperationTable table, EmulatorServices services)
{
    private const string ApiVersion = "0.6.0";
    private const string ProjectInPath = "project";

    /// <summary>SQLITE_CONSTRAINT_FOREIGNKEY</summary>
    private const int ForeignKeyViolation = 787;

    private readonly SlsAuthenticator _authenticator = new(new SlsKeys(services.Credentials, services.Clock), services.Clock, services.Region);
    private readonly BasicAuthenticator _basic = new(new SlsKeys(services.Credentials, services.Clock));

    public async ValueTask<SlsResult> HandleAsync(SlsRequest request)
    {
        CheckHost(request);
        Operation? operation = null;
        RouteValues route = RouteValues.Empty;
        SlsException? notFound = null;
        try
        {
            operation = table.Find(request.Method, request.RawPath, request.Project is not null, request.Query["type"], out route);
        }
        catch (SlsException e)
        {
            // a stranger learns nothing about the paths: the signature is checked first
            notFound = e;
        }
        AccessKey? caller = Authenticate(request, operation);
        if (operation is null)
        {
            throw notFound!;
        }
        if (operation.CountsAsWrite)
        {
            services.Counters.CountWrite(request.Project ?? ProjectInBody(request));
        }
        string? project = route.Find(ProjectInPath) ?? request.Project;
        string? store = route.Find("logstore") ?? route.Find("metricstore");
        Permissions.Check(caller, operation.Name, services.Region, project, store);
        request.Fault = services.Faults.Decide(operation.Name, project, store);
        if (request.Fault is { Effect.ComesBefore: true } fault)
        {
            return FaultyAnswer.Instead(fault.Effect) ?? SlsResult.Empty;
        }
        FaultScope.Enter(request.Fault?.Effect);
        try
        {
            return await operation.Handler(Prepare(request, operation, route)).ConfigureAwait(false);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == ForeignKeyViolation && project is not null)
        {
            // what the operation found when it began was deleted before it could write
            throw (services.Projects.Find(project) is null || store is null ? SlsErrors.ProjectNotExist(project) : SlsErrors.LogStoreNotExist(store)).ToException();
        }
    }

    /// <summary>Runs an operation for the emulator itself: without signature, permission and fault, and uncounted.</summary>
    public async ValueTask<SlsResult> RunUnsignedAsync(SlsRequest request)
    {
        Operation operation = table.Find(request.Method, request.RawPath, request.Project is not null, request.Query["type"], out RouteValues route);
        return await operation.Handler(Prepare(request, operation, route)).ConfigureAwait(false);
    }

    private AccessKey? Authenticate(SlsRequest request, Operation? operation)
    {
        if (PrometheusAnswers.IsFor(request.RawPath))
        {
            return _basic.Authenticate(request);
        }
        CheckApiVersion(request, operation);
        return _authenticator.Authenticate(request, operation?.AllowsAnonymous ?? false, operation?.SignsBody ?? true);
    }

    private OperationContext Prepare(SlsRequest request, Operation operation, RouteValues route)
    {
        ProjectRecord? project = FindProject(request, operation, route);
        JsonElement json = default;
        if (operation.Body != BodyKind.None)
        {
            CheckContentType(request, operation);
            CheckLength(request);
            request.Body = BodyCompression.Decode(request.Headers, request.RawBody);
        }
        if (operation.Body == BodyKind.Json)
        {
            json = StrictJson.Parse(request.Body);
        }
        return new OperationContext(request, operation, route, services) { Project = project, Json = json };
    }

    /// <summary>The project of the path, which only Prometheus names there, or of the host.</summary>
    private ProjectRecord? FindProject(SlsRequest request, Operation operation, RouteValues route)
    {
        string? inPath = route.Find(ProjectInPath);
        if (inPath is not null && request.Project is not null && inPath != request.Project)
        {
            throw SlsErrors.ParameterInvalid($"project {inPath} of the path is not {request.Project} of the host: name the same in both, or use the host without a project").ToException();
        }
        string? name = inPath ?? request.Project;
        if (!operation.NeedsProject || name is null)
        {
            return null;
        }
        ProjectRecord? project = services.Projects.Find(name);
        return project is not null && services.Visibility.IsKnown(project.CreateTime) ? project : throw SlsErrors.ProjectNotExist(name).ToException();
    }

    /// <summary>Project of a write on the bare host, which only CreateProject is; empty if the body names none.</summary>
    private static string ProjectInBody(SlsRequest request)
    {
        try
        {
            JsonElement body = StrictJson.Parse(request.RawBody);
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("projectName", out JsonElement name) && name.ValueKind == JsonValueKind.String
                ? name.GetString()!
                : "";
        }
        catch (SlsException)
        {
            return "";
        }
    }

    private static void CheckHost(SlsRequest request)
    {
        // an empty header arrives from clients of HTTP/1.0; the web server refuses what is no host at all
        if (request.Host.Length == 0)
        {
            throw SlsErrors.MissingHost().ToException();
        }
        if (request.Project is { Length: 0 })
        {
            throw SlsErrors.InvalidHost(request.Host).ToException();
        }
    }

    /// <summary>A body is announced by its length or comes in chunks.</summary>
    private static void CheckLength(SlsRequest request)
    {
        if (request.Headers["Content-Length"] is null && request.Headers["Transfer-Encoding"] is null)
        {
            throw SlsErrors.MissingContentLength().ToException();
        }
    }

    private static void CheckApiVersion(SlsRequest request, Operation? operation)
    {
        string? version = request.Headers["x-log-apiversion"];
        if (version is null && operation is { AllowsAnonymous: true })
        {
            // web tracking from a browser has no headers of its own
            version = request.Query["APIVersion"];
        }
        if (string.IsNullOrEmpty(version))
        {
            throw SlsErrors.MissingApiVersion().ToException();
        }
        if (version != ApiVersion)
        {
            throw SlsErrors.InvalidApiVersion(version).ToException();
        }
    }

    private static void CheckContentType(SlsRequest request, Operation operation)
    {
        string type = request.Headers["Content-Type"] ?? "";
        if (request.RawBody.IsEmpty || (type.Length == 0 && !operation.NeedsContentType))
        {
            return;
        }
        if (type.Length == 0)
        {
            throw SlsErrors.MissingContentType().ToException();
        }
        int semicolon = type.IndexOf(';', StringComparison.Ordinal);
        string media = (semicolon < 0 ? type : type[..semicolon]).Trim();
        if (operation.Body == BodyKind.Json && !media.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw SlsErrors.InvalidContentType(type).ToException();
        }
    }
}
