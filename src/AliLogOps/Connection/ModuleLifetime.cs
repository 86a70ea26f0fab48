using System.Management.Automation;

namespace AliLogOps.Connection;

/// <summary>Forgets the runspace's connection when the module is removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        DefaultConnections.Current = null;
    }
}
