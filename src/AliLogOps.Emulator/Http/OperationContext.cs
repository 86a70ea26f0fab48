using System.Text.Json;
using AliLogOps.Emulator.Hosting;

namespace AliLogOps.Emulator.Http;

/// <summary>What an operation works with: the request, the values of its path, its JSON body, and the services.</summary>
internal sealed class OperationContext(SlsRequest request, Operation operation, RouteValues route, EmulatorServices services)
{
    public SlsRequest Request { get; } = request;

    public Operation Operation { get; } = operation;

    public RouteValues Route { get; } = route;

    public EmulatorServices Services { get; } = services;

    /// <summary>The body, if the operation declared <see cref="BodyKind.Json"/>.</summary>
    public JsonElement Json { get; init; }

    public QueryParameters Query => Request.Query;

    /// <summary>The project of the host name; only on operations of a project host.</summary>
    public string ProjectName => Request.Project ?? throw new InvalidOperationException($"{Operation.Name} was called on a bare host.");

    /// <summary>The project of the host, or of a path that names one, as it is stored; set unless the operation has NeedsProject = false.</summary>
    public ControlPlane.ProjectRecord? Project { get; init; }

    /// <summary>Key of <see cref="Project"/> in the database.</summary>
    public long ProjectId => (Project ?? throw new InvalidOperationException($"{Operation.Name} needs no project.")).Id;

    /// <summary>When the request arrived, in whole epoch seconds by the emulator's clock; the same throughout the operation.</summary>
    public long NowSeconds => Request.ReceivedAt.ToUnixTimeSeconds();
}
