using AliLogOps.Emulator.Http;
using AliLogOps.Emulator.Storage;

namespace AliLogOps.Emulator.Hosting;

/// <summary>
/// An area of the emulator. The order of calls: <see cref="Schemas"/> before the database is opened,
/// <see cref="Register"/> when the services exist, <see cref="Started"/> when the listener answers, <see cref="StopAsync"/> before it closes.
/// </summary>
internal interface IEmulatorPart
{
    /// <summary>Tables of this area.</summary>
    public IReadOnlyList<SchemaPart> Schemas => [];

    /// <summary>Adds the area's operations and control routes, and whatever it offers to others, to the services.</summary>
    public void Register(OperationTable operations, Control.ControlRoutes control, EmulatorServices services);

    /// <summary>The endpoint is known and answers.</summary>
    public void Started(EmulatorServices services)
    {
    }

    public ValueTask StopAsync()
    {
        return ValueTask.CompletedTask;
    }
}
