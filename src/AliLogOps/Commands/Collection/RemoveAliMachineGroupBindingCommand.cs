using System.Management.Automation;

namespace AliLogOps.Commands;

/// <summary>Takes Logtail configs away from machine groups; both go on to exist.</summary>
[Cmdlet(VerbsCommon.Remove, "AliMachineGroupBinding", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveAliMachineGroupBindingCommand : MachineGroupBindingCommand
{
    private protected override void Process(MachineGroupBinding binding) => Remove(
        binding.ToString(),
        "binding",
        token => LogService.RemoveConfigFromMachineGroupAsync(binding.ProjectName, binding.MachineGroupName, binding.LogtailConfigName, token));
}
