using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Consumers;

/// <summary>Consumer groups: several programs share the shards of a logstore.</summary>
internal sealed class ConsumersPart : IEmulatorPart
{
    public IReadOnlyList<SchemaPart> Schemas => [ConsumerGroupRepository.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        ConsumptionOperations consumption = new(services.Logs);
        new ConsumerGroupOperations(consumption.Forget).Register(operations);
        consumption.Register(operations);
        services.Logstores.Deleted += logstore => consumption.ForgetLogstore(logstore.Id);
    }
}
