using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;

namespace AliLogOps.Emulator.Faults;

/// <summary>Faults on demand, the clock, and delays until changes show.</summary>
internal sealed class FaultsPart : IEmulatorPart
{
    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        new FaultRoutes(services).AddTo(control);
        services.Logs.IsComplete = _ => !FaultScope.IsIncomplete;
    }
}
