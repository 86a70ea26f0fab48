using AliLogOps.Emulator.Clock;
using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.ControlPlane;
using AliLogOps.Emulator.Ecs;
using AliLogOps.Emulator.Faults;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Signing;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Hosting;

/// <summary>Everything behind the listener: the services and the three surfaces that answer from them.</summary>
internal sealed record Surfaces(
    EmulatorServices Services, OperationTable Operations, SlsPipeline Sls, EcsPipeline Ecs, ControlRoutes Control, RequestLog Log)
{
    /// <summary>Opens the database and registers all parts.</summary>
    /// <exception cref="DataPathException">The data path cannot be used.</exception>
    public static Surfaces Open(EmulatorOptions options, TimeProvider clock, IReadOnlyList<IEmulatorPart> parts, TextWriter? log)
    {
        Database database = Database.Open(options.DataPath, [.. parts.SelectMany(part => part.Schemas)]);
        try
        {
            EmulatorServices services = CreateServices(options, clock, database);
            OperationTable operations = new();
            ControlRoutes control = new(services.ControlToken);
            foreach (IEmulatorPart part in parts)
            {
                part.Register(operations, control, services);
            }
            UnbuiltOperations.Register(operations);
            EcsPipeline ecs = new(services);
            services.OperationNames =
                [.. operations.Operations.Where(operation => operation.IsBuilt).Select(operation => operation.Name)
                    .Concat(ecs.Operations.Select(operation => operation.Name))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            return new Surfaces(services, operations, new SlsPipeline(operations, services), ecs, control, new RequestLog(log, clock));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static EmulatorServices CreateServices(EmulatorOptions options, TimeProvider clock, Database database)
    {
        EmulatorClock emulatorClock = new(clock);
        return new EmulatorServices
        {
            Options = options,
            Database = database,
            Clock = emulatorClock,
            Visibility = new Visibility(emulatorClock),
            Credentials = CredentialStore.Mint(options.Key),
            ControlToken = options.ControlToken ?? CredentialStore.RandomText(40),
            Projects = new ProjectRepository(database),
            Logstores = new LogstoreRepository(database),
            Indexes = new IndexRepository(database),
            Configs = new ConfigRepository(database),
            MachineGroups = new MachineGroupRepository(database),
            Bindings = new BindingRepository(database),
            Instances = new InstanceRepository(database),
        };
    }
}
