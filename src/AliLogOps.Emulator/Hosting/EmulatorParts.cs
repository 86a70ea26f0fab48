namespace AliLogOps.Emulator.Hosting;

/// <summary>All areas, in the order in which their tables are created.</summary>
internal static class EmulatorParts
{
    public static IReadOnlyList<IEmulatorPart> Create()
    {
        return
        [
            new ControlPlane.ControlPlanePart(),
            new Control.ControlPart(),
            new Ecs.EcsPart(),
            new Agents.AgentsPart(),
        ];
    }
}
