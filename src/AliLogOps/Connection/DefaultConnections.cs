using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AliLogOps.Connection;

/// <summary>
/// The connection each runspace uses when none is given. Kept per runspace: with a plain static, a script running beside another
/// would write into the other's project.
/// </summary>
internal static class DefaultConnections
{
    private static readonly ConditionalWeakTable<Runspace, StrongBox<AliLogConnection?>> s_byRunspace = [];

    /// <summary>The connection of the runspace this thread works for; null when there is none.</summary>
    public static AliLogConnection? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && s_byRunspace.TryGetValue(runspace, out var box) ? box.Value : null;
        set
        {
            if (Runspace.DefaultRunspace is { } runspace)
            {
                s_byRunspace.GetOrCreateValue(runspace).Value = value;
            }
        }
    }
}
