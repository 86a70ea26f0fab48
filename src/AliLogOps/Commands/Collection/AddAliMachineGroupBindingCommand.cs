using System.Management.Automation;
using AliLogOps.Setup;

namespace AliLogOps.Commands;

/// <summary>Applies Logtail configs to machine groups; what is applied already is left alone.</summary>
[Cmdlet(VerbsCommon.Add, "AliMachineGroupBinding", SupportsShouldProcess = true)]
[OutputType(typeof(MachineGroupBinding))]
public sealed class AddAliMachineGroupBindingCommand : MachineGroupBindingCommand
{
    private protected override void Process(MachineGroupBinding binding) =>
        Converge(binding.ToString(), token => BindingConverger.PlanAsync(LogService, binding, IsWhatIf, token));
}
