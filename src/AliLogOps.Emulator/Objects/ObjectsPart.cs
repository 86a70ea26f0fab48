using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Objects;

/// <summary>Objects of a logstore.</summary>
internal sealed class ObjectsPart : IEmulatorPart
{
    public IReadOnlyList<SchemaPart> Schemas => [ObjectRepository.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        ObjectOperations.Register(operations);
    }
}
