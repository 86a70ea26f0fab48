using AliLogOps.Emulator.Clock;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Hosting;

/// <summary>What the areas of one running emulator share.</summary>
internal sealed class EmulatorServices
{
    public required EmulatorOptions Options { get; init; }

    public required Database Database { get; init; }

    /// <summary>The clock of everything: request times, signatures, create times, heartbeats.</summary>
    public required EmulatorClock Clock { get; init; }

    /// <summary>Faults on demand.</summary>
    public FaultDial Faults { get; } = new();

    /// <summary>How long changes take to show.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Names of all operations of all surfaces, in order; known when all parts are registered.</summary>
    public IReadOnlyList<string> OperationNames { get; set; } = [];

    public required CredentialStore Credentials { get; init; }

    /// <summary>Bearer token of the control API.</summary>
    public required string ControlToken { get; init; }

    public WriteCounters Counters { get; } = new();

    public required ProjectRepository Projects { get; init; }

    public required LogstoreRepository Logstores { get; init; }

    public required IndexRepository Indexes { get; init; }

    public required ConfigRepository Configs { get; init; }

    public required MachineGroupRepository MachineGroups { get; init; }

    public required BindingRepository Bindings { get; init; }

    /// <summary>ECS instances that were seeded.</summary>
    public required Ecs.InstanceRepository Instances { get; init; }

    /// <summary>The metadata service of the instance the emulator plays. Set when its part is registered.</summary>
    public Ecs.MetadataService Metadata { get; set; } = null!;

    /// <summary>Machines that report heartbeats; the stand-in agents fill this in. Empty until they do.</summary>
    public IMachineDirectory Machines { get; set; } = new EmptyMachineDirectory();

    /// <summary>The log data: writing, pulling, searching. Set when its part is registered.</summary>
    public Logs.LogServices Logs { get; set; } = null!;

    /// <summary>Number of running agents, for the emulator's state.</summary>
    public Func<int> CountAgents { get; set; } = () => 0;

    /// <summary>Where the emulator answers, for example <c>http://127.0.0.1:4711</c>; known when it listens.</summary>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:0");

    /// <summary>The endpoint without a closing slash, as it is shown to callers.</summary>
    public string EndpointText => Endpoint.GetLeftPart(UriPartial.Authority);

    public string Region => Options.Region;

    /// <summary>Asks the emulator to end, as POST /_emulator/stop does.</summary>
    public Action RequestStop { get; set; } = () => { };
}
