using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AliLogOps.Commands;

/// <summary>The emulators each runspace has started. A script beside another does not find, and stop, the other's.</summary>
internal static class SessionEmulators
{
    private static readonly ConditionalWeakTable<Runspace, List<EmulatorHandle>> s_byRunspace = [];

    /// <summary>A copy, so that what is listed can be stopped while it is being listed.</summary>
    public static IReadOnlyList<EmulatorHandle> All
    {
        get
        {
            var list = Current;
            lock (list)
            {
                return [.. list];
            }
        }
    }

    private static List<EmulatorHandle> Current => Runspace.DefaultRunspace is { } runspace ? s_byRunspace.GetOrCreateValue(runspace) : [];

    public static void Add(EmulatorHandle handle)
    {
        var list = Current;
        lock (list)
        {
            list.Add(handle);
        }
    }

    public static void Remove(EmulatorHandle handle)
    {
        var list = Current;
        lock (list)
        {
            list.Remove(handle);
        }
    }
}
