using AliLogOps.Emulator.Control;
using AliLogOps.Emulator.Hosting;
using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.SavedSearches;

/// <summary>Saved searches.</summary>
internal sealed class SavedSearchesPart : IEmulatorPart
{
    public IReadOnlyList<SchemaPart> Schemas => [SavedSearchOperations.Part];

    public void Register(OperationTable operations, ControlRoutes control, EmulatorServices services)
    {
        SavedSearchOperations.Register(operations);
    }
}
