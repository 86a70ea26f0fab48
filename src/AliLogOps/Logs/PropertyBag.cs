using System.Linq.Expressions;
using System.Management.Automation;

namespace AliLogOps.Logs;

/// <summary>Makes property bags with room for their properties, so that a bag is not made bigger again and again while it fills.</summary>
internal static class PropertyBag
{
    // PowerShell 7 has the constructor; the reference assembly that this module is compiled against is older
    private static readonly Func<int, PSObject> s_create = Find();

    /// <summary>An empty bag of a type, for so many properties.</summary>
    public static PSObject Create(string typeName, int properties)
    {
        var bag = s_create(properties);
        bag.TypeNames.Insert(0, typeName);
        return bag;
    }

    /// <summary>Adds a property, whose name is known to be free.</summary>
    public static void Add(PSObject bag, string name, object? value) => bag.Properties.Add(new PSNoteProperty(name, value), preValidated: true);

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
