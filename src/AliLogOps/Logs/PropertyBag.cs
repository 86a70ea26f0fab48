using System.Linq.Expressions;
using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>Makes empty property bags with room for their properties, so that a bag is not made bigger again and again while it fills.</summary>
internal static class PropertyBag
{
    // PowerShell 7 has the constructor; the reference assembly that this module is compiled against is older
    private static readonly Func<int, PSObject> s_create = Find();

    /// <summary>An empty bag for so many properties.</summary>
    public static PSObject WithRoomFor(int properties) => s_create(properties);

    private static Func<int, PSObject> Find()
    {
        if (typeof(PSObject).GetConstructor([typeof(int)]) is not { } constructor)
        {
            return static _ => new PSObject();
        }

        var capacity = Expression.Parameter(typeof(int));
        return Expression.Lambda<Func<int, PSObject>>(Expression.New(constructor, capacity), capacity).Compile();
    }
}
