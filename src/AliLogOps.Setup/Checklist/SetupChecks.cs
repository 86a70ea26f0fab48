namespace AliLogOps.Setup.Checklist;

/// <summary>Everything that is checked of a setup, in the order in which a log passes it: who asks, what the service holds, the hosts, the logs.</summary>
internal static class SetupChecks
{
    public static IReadOnlyList<SetupCheck> All { get; } =
    [
        .. ServiceChecks.All,
        .. ProjectChecks.All,
        .. LogstoreChecks.All,
        .. IndexChecks.All,
        .. MachineGroupChecks.All,
        .. ConfigChecks.All,
        .. BindingChecks.All,
        .. DriftChecks.All,
        .. NetworkChecks.All,
        .. MachineChecks.All,
        .. LogChecks.All,
        .. QueryChecks.All,
        .. CanaryChecks.All,
    ];
}
