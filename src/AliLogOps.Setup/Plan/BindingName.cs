namespace AliLogOps.Setup.Plan;

/// <summary>What plans call a binding, which has no name of its own: its config, an arrow, and its machine group.</summary>
internal static class BindingName
{
    // neither name can hold it
    private const string Arrow = " → ";

    public static string Of(MachineGroupBinding binding) => Of(binding.LogtailConfigName, binding.MachineGroupName);

    public static string Of(string logtailConfigName, string machineGroupName) => logtailConfigName + Arrow + machineGroupName;

    public static (string LogtailConfigName, string MachineGroupName) Split(string name)
    {
        var ends = name.Split(Arrow);
        return (ends[0], ends[1]);
    }
}
