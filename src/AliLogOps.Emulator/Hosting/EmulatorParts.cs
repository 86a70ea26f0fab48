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
            // parts end in this order too: what the agents send at the end must find the logstores open
            new Agents.AgentsPart(),
            new Logs.LogsPart(),
            new Prometheus.PrometheusPart(),
            new Consumers.ConsumersPart(),
            new SavedSearches.SavedSearchesPart(),
            new Objects.ObjectsPart(),
            new Faults.FaultsPart(),
        ];
    }
}
